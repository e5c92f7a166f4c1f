package dev.attune.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a page is read.
 *
 * @param first what has happened when the reader comes to the second block
 * @param last what is typed after the last one, to see what came of it
 * @param says what the shell then shows
 */
record Reading(String first, String last, List<String> says) {
  /** What comes of each page, in this order. */
  private static final Map<String, Reading> OF_PAGES =
      Map.of(
          "README.md",
          new Reading("Fits: ", "Succeeded. Talk with it: attune chat ft:SmolLM2-135M:"),
          "docs/configuration.md",
          new Reading("starter", "Fits: ")
              .last(
                  """
                  ./attune models add target/attune/starter/model --name starter
                  ./attune estimate --model gpt-4o-mini --training-file train.jsonl
                  """),
          "docs/hyperparameters.md",
          new Reading("ftjob-", "Succeeded.")
              .last("./attune jobs watch $(./attune jobs list --json | grep -om1 'ftjob-[^\"]*')"),
          "docs/migrate-from-openai.md",
          new Reading("Nothing was made yet.", "Uploaded file-", "JOB HERE", "ftjob-"),
          "docs/models.md",
          new Reading("my-model", "SmolLM2-135M"),
          "docs/operations.md",
          new Reading(
                  "before-the-upgrade is whole",
                  "ok       database",
                  " queued",
                  "2026-11-27 is whole",
                  "2026-11-27 is whole",
                  "attune-data-again is restored",
                  "status ")
              .first(
                  """
                  ./attune models add target/attune/starter/model --name starter
                  job=$(./attune jobs create --model starter --training-file train.jsonl --epochs 50 --batch-size 1)
                  until ./attune jobs get "$job" | grep -q running; do sleep 0.1; done
                  curl -fs "$ATTUNE_BASE_URL/models" -H 'Host: attune.example' -H "Authorization: Bearer $(cat attune-data/first-key)"
                  """)
              .last("./attune jobs get \"$job\" | grep -E 'queued|running'"),
          "docs/quick-start.md",
          new Reading(
              "Training file: 400 examples",
              "Fits: ",
              "Succeeded. Talk with it: attune chat ft:starter:",
              "{\"team\":\""),
          "docs/training-files.md",
          new Reading("Training file: 16 examples", "Validation file: 8 examples"));

  static Reading of(String page) {
    return Optional.ofNullable(OF_PAGES.get(page))
        .orElseThrow(() -> new AssertionError("Nothing says what comes of " + page));
  }

  Reading(String... says) {
    this("", "", List.of(says));
  }

  Reading first(String typed) {
    return new Reading(typed, last, says);
  }

  Reading last(String typed) {
    return new Reading(first, typed, says);
  }

  String script(List<PageBlock> blocks) {
    List<String> texts = new ArrayList<>(blocks.stream().map(PageBlock::text).toList());
    texts.add(1, first);
    texts.add(last);
    return String.join("\n", texts);
  }
}
