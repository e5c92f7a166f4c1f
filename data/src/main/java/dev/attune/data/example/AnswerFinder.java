package dev.attune.data.example;

import dev.attune.data.template.Span;
import dev.attune.wire.chat.ChatMessage;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds an answer in the rendered conversation: it begins where the prompt for it ends and ends
 * with the first end token behind its words. Templates may write a message otherwise once others
 * follow it, so where a beginning of the conversation does not render as the beginning of the
 * whole, the answer is put in other words and the place looked for where the text has changed.
 */
final class AnswerFinder {
  private final Conversation conversation;
  private final String whole;
  private final Tokens tokens;
  private final String opening;

  /** {@code opening} is what the template writes between prompt and answer. */
  AnswerFinder(Conversation conversation, Tokens tokens, String opening) {
    this.conversation = conversation;
    this.whole = conversation.whole().text();
    this.tokens = tokens;
    this.opening = opening;
  }

  /**
   * Where the answer stands that is the message of this index.
   *
   * @throws ExampleException when it stands nowhere
   */
  Span find(int message) {
    OptionalInt promptEnd = conversation.promptEnd(message);
    Optional<Span> words =
        promptEnd.isPresent()
            ? verbatim(message, promptEnd.getAsInt()).or(() -> changed(message))
            : changed(message);
    OptionalInt through = conversation.through(message);
    if (words.isPresent()) {
      int start = promptEnd.orElse(words.get().start());
      return new Span(start, end(message, Math.max(start, words.get().end()), through));
    }
    if (promptEnd.isPresent() && through.isPresent()) {
      int start = promptEnd.getAsInt();
      return new Span(start, tokens.lastEnd(start, through.getAsInt()).orElse(through.getAsInt()));
    }
    throw new ExampleException(
        "message %d cannot be found again in what the model's chat template writes. Use a template that marks answers with {%% generation %%}."
            .formatted(message + 1));
  }

  /** The words where one expects them, which saves the comparison. */
  private Optional<Span> verbatim(int message, int promptEnd) {
    ChatMessage.Assistant said = conversation.answer(message);
    String words = Rephrased.words(said);
    if (words.isEmpty() || !said.toolCalls().isEmpty() || said.functionCall() != null) {
      return Optional.empty();
    }
    int start = whole.startsWith(opening, promptEnd) ? promptEnd + opening.length() : promptEnd;
    return whole.startsWith(words, start)
        ? Optional.of(new Span(start, start + words.length()))
        : Optional.empty();
  }

  /** Where the text changes with the words. */
  private Optional<Span> changed(int message) {
    ChatMessage said = conversation.answer(message);
    ChatMessage other = Rephrased.of(said);
    if (other.equals(said)) {
      return Optional.empty();
    }
    return conversation.with(message, other).map(text -> difference(message, text));
  }

  private Span difference(int message, String other) {
    if (other.equals(whole)) {
      throw leftOut(message);
    }
    int start = sameStart(other);
    int shorter = Math.min(whole.length(), other.length());
    int behind = 0;
    while (behind < shorter - start
        && whole.charAt(whole.length() - 1 - behind) == other.charAt(other.length() - 1 - behind)) {
      behind++;
    }
    return new Span(start, whole.length() - behind);
  }

  private int sameStart(String other) {
    int mismatch = Arrays.mismatch(whole.toCharArray(), other.toCharArray());
    return mismatch < 0 ? whole.length() : mismatch;
  }

  static ExampleException leftOut(int message) {
    return new ExampleException(
        "the model's chat template leaves out the answer in message %d, so nothing can be learnt from it. Use a template that writes it."
            .formatted(message + 1));
  }

  private int end(int message, int wordsEnd, OptionalInt through) {
    int limit = through.isPresent() ? through.getAsInt() : nextWords(message);
    return tokens.firstEnd(wordsEnd, limit).orElse(Math.max(wordsEnd, through.orElse(wordsEnd)));
  }

  /** Where the words of the next message begin, or the text's end where that is not to be seen. */
  private int nextWords(int message) {
    ChatMessage next = Rephrased.of(conversation.messages().get(message + 1));
    return conversation.with(message + 1, next).map(this::sameStart).orElse(whole.length());
  }
}
