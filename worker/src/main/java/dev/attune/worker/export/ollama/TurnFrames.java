package dev.attune.worker.export.ollama;

import dev.attune.data.ModelText;
import dev.attune.data.ModelTextException;
import dev.attune.worker.export.ollama.Conversations.Turn;
import java.util.List;
import java.util.Optional;

/**
 * What a chat template writes around the messages, learnt from conversations whose contents are
 * easy to find again. It is the whole truth only for a template that writes message after message,
 * each in the same way; others must be recognised by comparing.
 *
 * @param opening what stands first when there is no system message
 * @param system around a system message, which is always the first; empty where the template
 *     refuses one
 * @param user around what the user says
 * @param assistant around what the assistant said
 * @param answer behind which the model answers
 */
record TurnFrames(
    String opening, Optional<Frame> system, Frame user, Frame assistant, String answer) {
  private static final String SYSTEM = "qzsystemzq";
  private static final String FIRST = "qzfirstzq";
  private static final String REPLY = "qzreplyzq";
  private static final String SECOND = "qzsecondzq";

  /** Text around a message. */
  record Frame(String before, String after) {}

  /** Asks the template; empty when it does not write so. */
  static Optional<TurnFrames> learn(ModelText text) {
    try {
      return Optional.of(probe(text));
    } catch (ModelTextException | IndexOutOfBoundsException unlike) {
      return Optional.empty();
    }
  }

  private static TurnFrames probe(ModelText text) {
    Turn first = Turn.user(FIRST);
    Turn reply = Turn.assistant(REPLY);
    String one = Conversations.whole(text, List.of(first));
    String asked = Conversations.prompt(text, List.of(first, reply, Turn.user(SECOND)));
    String userAfter = behind(one, FIRST);
    String assistantBefore = withoutStart(between(asked, FIRST, REPLY), userAfter);
    String turn = between(asked, REPLY, SECOND);
    String assistantAfter = behind(Conversations.whole(text, List.of(first, reply)), REPLY);
    String userBefore = userBefore(before(one, FIRST), turn, assistantAfter);
    return new TurnFrames(
        withoutEnd(before(one, FIRST), userBefore),
        system(text, userBefore),
        new Frame(userBefore, userAfter),
        new Frame(assistantBefore, withoutEnd(turn, userBefore)),
        withoutStart(behind(asked, SECOND), userAfter));
  }

  /**
   * What stands before each user message: all between two turns but the end of the first, or where
   * an answer ends differently in the middle, what the first and the second have in common.
   */
  private static String userBefore(String beforeFirst, String turn, String assistantAfter) {
    String rest = turn.startsWith(assistantAfter) ? turn.substring(assistantAfter.length()) : "";
    if (!rest.isEmpty() && beforeFirst.endsWith(rest)) {
      return rest;
    }
    int common = 0;
    int most = Math.min(beforeFirst.length(), turn.length());
    while (common < most
        && beforeFirst.charAt(beforeFirst.length() - 1 - common)
            == turn.charAt(turn.length() - 1 - common)) {
      common++;
    }
    return turn.substring(turn.length() - common);
  }

  private static Optional<Frame> system(ModelText text, String userBefore) {
    Optional<String> told =
        Conversations.find(text, List.of(Turn.system(SYSTEM), Turn.user(FIRST)));
    return told.map(prompt ->
        new Frame(before(prompt, SYSTEM), withoutEnd(between(prompt, SYSTEM, FIRST), userBefore)));
  }

  /** The same without what the engine puts before every text by itself. */
  TurnFrames without(String start) {
    return new TurnFrames(
        cut(opening, start),
        system.map(frame -> new Frame(cut(frame.before(), start), frame.after())),
        user,
        assistant,
        answer);
  }

  private static String cut(String text, String start) {
    return text.startsWith(start) ? text.substring(start.length()) : text;
  }

  private static String before(String text, String mark) {
    return text.substring(0, text.indexOf(mark));
  }

  private static String behind(String text, String mark) {
    return text.substring(end(text, mark));
  }

  private static String between(String text, String mark, String next) {
    return text.substring(end(text, mark), text.indexOf(next));
  }

  private static int end(String text, String mark) {
    return text.indexOf(mark) + (text.contains(mark) ? mark.length() : text.length() + 1);
  }

  private static String withoutStart(String text, String start) {
    return text.substring(text.startsWith(start) ? start.length() : text.length() + 1);
  }

  private static String withoutEnd(String text, String end) {
    return text.substring(0, text.endsWith(end) ? text.length() - end.length() : text.length() + 1);
  }
}
