package dev.attune.data.example;

import dev.attune.data.template.Span;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The places that a template itself marks as answers, between {@code {% generation %}} and its end.
 */
final class TemplateMarks {
  private TemplateMarks() {}

  /** Those of learnt answers; empty when there are none or it is not clear which mark is whose. */
  static List<Span> of(Conversation conversation, Tokens tokens) {
    List<Span> marks =
        conversation.whole().generationSpans().stream().filter(span -> !span.isEmpty()).toList();
    int[] answers = conversation.answers();
    if (marks.size() != answers.length) {
      return List.of();
    }
    return IntStream.range(0, answers.length)
        .filter(i -> Example.isLearnt(conversation.messages().get(answers[i])))
        .mapToObj(i -> fitted(marks.get(i), conversation.promptEnd(answers[i]), tokens))
        .toList();
  }

  /**
   * Marks are drawn more or less carefully: all that follows the prompt is for the model to say, up
   * to the end of the turn and nothing behind it.
   */
  private static Span fitted(Span mark, OptionalInt promptEnd, Tokens tokens) {
    int start = Math.min(promptEnd.orElse(mark.start()), mark.end());
    OptionalInt behind = tokens.endAt(mark.end());
    int end = behind.orElse(tokens.lastEnd(start, mark.end()).orElse(mark.end()));
    return new Span(start, end);
  }
}
