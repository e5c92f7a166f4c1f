package dev.attune.data.check;

import dev.attune.data.example.Concern;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Concerns of many examples as a few sentences. */
public final class Warnings {
  private static final int LINES_NAMED = 10;

  private final Map<Concern, Lines> lines = new EnumMap<>(Concern.class);

  private static final class Lines {
    private final List<Long> first = new ArrayList<>();
    private long count;
  }

  public void add(long line, Set<Concern> concerns) {
    for (Concern concern : concerns) {
      Lines known = lines.computeIfAbsent(concern, _ -> new Lines());
      known.count++;
      if (known.first.size() < LINES_NAMED) {
        known.first.add(line);
      }
    }
  }

  /** One sentence for each kind of concern. */
  public List<String> sentences() {
    return lines.entrySet().stream()
        .map(entry -> sentence(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String sentence(Concern concern, Lines lines) {
    String numbers = lines.first.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "%s (%s: line%s %s%s)."
        .formatted(
            meaning(concern),
            lines.count == 1 ? "1 example" : lines.count + " examples",
            lines.count == 1 ? "" : "s",
            numbers,
            lines.count > lines.first.size() ? ", …" : "");
  }

  private static String meaning(Concern concern) {
    return switch (concern) {
      case CUT ->
          "Examples longer than the longest sequence were cut, and what stood at their end is not learnt";
      case LEFT_OUT ->
          "The model's chat template leaves out a part of an answer, such as thoughts or tool calls, which is not learnt";
      case NO_END ->
          "No end token stands behind the last learnt answer, so the tuned model may not know where to stop";
      case JOINED_BORDER ->
          "The tokenizer joins the end of a prompt and the beginning of its answer, so chat asks with other tokens than were learnt";
      case ODD_ARGUMENTS ->
          "The arguments of a tool call are not a JSON object; they are learnt as they are";
      case TOOLS_UNSEEN ->
          "The model's chat template does not write the tools, so the model cannot know them";
    };
  }
}
