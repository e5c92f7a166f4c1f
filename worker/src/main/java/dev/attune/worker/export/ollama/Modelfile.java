package dev.attune.worker.export.ollama;

import dev.attune.data.ModelText;
import dev.attune.protocol.ExportReport.Checked;
import dev.attune.worker.export.ollama.Conversations.Turn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that {@code ollama create} reads (https://docs.ollama.com/modelfile): the weights, the
 * template, where an answer ends, and how long a conversation may be.
 *
 * <p>Without a {@code TEMPLATE}, Ollama looks for one of its own that resembles the chat template
 * in the weights' file. That is left to it where the model's template cannot be said in Ollama's
 * language.
 */
public final class Modelfile {
  public static final String FILE = "Modelfile";

  private static final String QUOTES = "\"\"\"";
  private static final Pattern TEMPLATE =
      Pattern.compile("^TEMPLATE \"\"\"(.*?)\"\"\"$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final String WHAT = "template";

  private final String weights;
  private final ModelText chat;
  private final String start;
  private final int context;

  /**
   * What goes into the file.
   *
   * @param weights the file of the weights, beside it
   * @param chat how the model writes messages
   * @param start what the engine puts before every text by itself, such as {@code <s>}
   * @param context tokens of the longest conversation
   */
  public Modelfile(String weights, ModelText chat, String start, int context) {
    this.weights = weights;
    this.chat = chat;
    this.start = start;
    this.context = context;
  }

  /** The text of the file. */
  public String text() {
    StringBuilder text = new StringBuilder("FROM ./%s\n".formatted(weights));
    template()
        .ifPresent(template ->
            text.append("TEMPLATE ").append(QUOTES).append(template).append(QUOTES).append('\n'));
    for (String stop : stops(chat)) {
      text.append("PARAMETER stop \"%s\"\n".formatted(stop));
    }
    return text.append("PARAMETER num_ctx %d\n".formatted(context)).toString();
  }

  /** Compares what a written file makes of conversations with what the model's template does. */
  public Checked check(String written) {
    Matcher template = TEMPLATE.matcher(written);
    if (!template.find()) {
      return new Checked(
          WHAT,
          false,
          "the model's chat template cannot be said in Ollama's language; Ollama takes one of its own that looks like it. Compare some answers before you rely on it");
    }
    Comparison found = compare(GoTemplate.parse(template.group(1)));
    return new Checked(
        WHAT,
        found.same() == found.all(),
        "the same text for %d of %d conversations".formatted(found.same(), found.all()));
  }

  /** How many conversations of those that the model takes are written the same. */
  private record Comparison(int same, int all) {
    Comparison with(boolean isSame) {
      return new Comparison(same + (isSame ? 1 : 0), all + 1);
    }
  }

  private Optional<String> template() {
    return TurnFrames.learn(chat)
        .map(frames -> GoText.of(frames.without(start)))
        .filter(text -> !text.contains(QUOTES))
        .filter(text -> writesAsTheModel(GoTemplate.parse(text)));
  }

  private boolean writesAsTheModel(GoTemplate template) {
    Comparison found = compare(template);
    return found.same() == found.all();
  }

  private Comparison compare(GoTemplate template) {
    Comparison comparison = new Comparison(0, 0);
    for (List<Turn> turns : Conversations.samples()) {
      Optional<String> wanted = Conversations.find(chat, turns);
      if (wanted.isPresent()) {
        comparison = comparison.with(wanted.get().equals(start + template.render(turns)));
      }
    }
    return comparison;
  }

  private static List<String> stops(ModelText text) {
    return text.endTokens().stream()
        .map(text.tokenizer()::token)
        .filter(token -> !token.isEmpty() && !token.contains("\""))
        .sorted()
        .toList();
  }
}
