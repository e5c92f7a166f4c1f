package dev.attune.data;

import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import java.util.List;

/**
 * What a template writes around an answer, learnt from one that is easy to find again.
 *
 * @param opening between the prompt and the answer
 * @param conversation the text of the sample conversation
 * @param answerEnd where the answer ends in it
 */
record TurnShape(String opening, String conversation, int answerEnd) {
  private static final String QUESTION = "Say xyzzy.";
  private static final String ANSWER = "xyzzy";
  private static final TurnShape UNKNOWN = new TurnShape("", "", 0);

  /** Asks the template; one that refuses so short a conversation says nothing. */
  static TurnShape probe(ChatRenderer renderer) {
    ChatMessage question = new ChatMessage.User(new Content.Text(QUESTION), null);
    try {
      String prompt = renderer.render(List.of(question), List.of(), true).text();
      String whole = renderer.render(List.of(question, answer()), List.of(), false).text();
      return of(prompt, whole);
    } catch (ModelTextException refused) {
      return UNKNOWN;
    }
  }

  private static TurnShape of(String prompt, String whole) {
    int start = whole.lastIndexOf(ANSWER);
    if (start < 0) {
      return UNKNOWN;
    }
    boolean follows = whole.startsWith(prompt) && start >= prompt.length();
    return new TurnShape(
        follows ? whole.substring(prompt.length(), start) : "", whole, start + ANSWER.length());
  }

  private static ChatMessage answer() {
    return new ChatMessage.Assistant(new Content.Text(ANSWER), null, null, List.of(), null, null);
  }
}
