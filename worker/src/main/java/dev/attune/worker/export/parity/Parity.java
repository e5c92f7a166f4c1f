package dev.attune.worker.export.parity;

import dev.attune.protocol.ExportReport.Checked;
import dev.attune.torch.DType;
import java.util.Arrays;
import java.util.List;

/**
 * Compares an exported model with the served one.
 *
 * @param logits over all answers of the served model
 * @param equalTexts answers that are the same to the last token
 * @param explained answers that part where the served model wavers by less than the rounding
 * @param texts all answers
 * @param example where the first pair of answers parts, in words
 */
public record Parity(
    LogitDifference logits, int equalTexts, int explained, int texts, String example) {

  /** Asks the exported model what the served one was asked. */
  public static Parity of(ServedAnswers served, AskedModel exported) {
    LogitDifference logits = LogitDifference.NONE;
    for (ServedAnswer answer : served.answers()) {
      logits = logits.with(answer, exported);
    }
    List<int[]> continuations = exported.continuations(served.probe());
    Parity parity = new Parity(logits, 0, 0, 0, "");
    for (int i = 0; i < continuations.size(); i++) {
      parity = parity.with(served.answers().get(i), continuations.get(i));
    }
    return parity;
  }

  /** Whether the weights are those of the served model, as exactly as their type can say. */
  public boolean isFaithful(DType type) {
    return logits.isWithin(
        switch (type) {
          case F32, I64 -> 1e-4;
          case F16 -> 2e-2;
          case BF16 -> 1e-1;
        });
  }

  /** What a person is told. */
  public List<Checked> findings(DType type) {
    return List.of(
        new Checked(
            "logits",
            isFaithful(type),
            "largest difference %.2g, where the largest logit is %.3g; %d places, %s"
                .formatted(logits.largest(), logits.scale(), logits.places(), type)),
        new Checked("greedy text", equalTexts + explained == texts, textFinding()));
  }

  private String textFinding() {
    String equal = "equal for %d of %d prompts".formatted(equalTexts, texts);
    return equalTexts == texts ? equal : equal + "; " + example;
  }

  private Parity with(ServedAnswer served, int[] continuation) {
    int place = Arrays.mismatch(served.continuation(), continuation);
    if (place < 0) {
      return new Parity(logits, equalTexts + 1, explained, texts + 1, example);
    }
    double margin = served.margin(place);
    boolean wavers = margin <= 2 * logits.largest();
    String parting =
        "one parts at its token %d, where the two likeliest are %.2g apart"
            .formatted(place + 1, margin);
    return new Parity(
        logits,
        equalTexts,
        wavers ? explained + 1 : explained,
        texts + 1,
        example.isEmpty() ? parting : example);
  }
}
