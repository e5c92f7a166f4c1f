package dev.attune.data.example;

import dev.attune.data.ModelText;
import dev.attune.data.template.Span;
import dev.attune.wire.chat.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The text of an example with the places that are learnt.
 *
 * @param text what is learnt from
 * @param tokens of the text
 * @param spans of the learnt answers in order, each with the token that ends it where there is one
 */
record LearntText(String text, Tokens tokens, List<Span> spans) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  LearntText {
    spans = List.copyOf(spans);
  }

  static LearntText of(ModelText model, Example example) {
    Conversation conversation = new Conversation(model, example);
    String whole = conversation.whole().text();
    Tokens tokens = new Tokens(model, whole);
    List<Span> marked = TemplateMarks.of(conversation, tokens);
    if (!marked.isEmpty()) {
      return new LearntText(whole, tokens, marked);
    }
    AnswerFinder finder = new AnswerFinder(conversation, tokens, model.renderedOpening());
    List<Span> found = learnt(example.messages()).mapToObj(finder::find).toList();
    checkOrder(found);
    return new LearntText(whole, tokens, found).behindPrompt(conversation, model);
  }

  /**
   * Some templates end a prompt with words that they do not write before an answer that is already
   * there. Chat will ask with them, so the last answer is learnt behind them.
   */
  private LearntText behindPrompt(Conversation conversation, ModelText model) {
    int last = conversation.messages().size() - 1;
    if (!Example.isLearnt(conversation.messages().get(last))) {
      return this;
    }
    return conversation
        .promptFor(last)
        .filter(prompt -> !text.startsWith(prompt) && keepsEarlierSpans(prompt))
        .map(prompt -> behind(prompt, model))
        .orElse(this);
  }

  private boolean keepsEarlierSpans(String prompt) {
    int kept = spans.size() < 2 ? 0 : spans.get(spans.size() - 2).end();
    return text.regionMatches(0, prompt, 0, kept);
  }

  private LearntText behind(String prompt, ModelText model) {
    Span last = spans.getLast();
    String changed = prompt + text.substring(last.start());
    List<Span> moved = new ArrayList<>(spans.subList(0, spans.size() - 1));
    moved.add(new Span(prompt.length(), prompt.length() + last.end() - last.start()));
    return new LearntText(changed, new Tokens(model, changed), moved);
  }

  /**
   * True when a word of a learnt answer, or the name of a function it calls, is not in its span.
   *
   * @throws ExampleException when the template writes nothing of an answer
   */
  boolean leavesOut(Example example) {
    List<ChatMessage> messages = example.messages();
    int[] answers = learnt(messages).toArray();
    boolean some = false;
    for (int i = 0; i < answers.length; i++) {
      String span = withoutBlanks(text.substring(spans.get(i).start(), spans.get(i).end()));
      ChatMessage.Assistant said = (ChatMessage.Assistant) messages.get(answers[i]);
      List<String> called = ToolWords.calledNames(said);
      String words = withoutBlanks(Rephrased.words(said));
      if (words.isEmpty() && !called.isEmpty() && called.stream().noneMatch(span::contains)) {
        throw AnswerFinder.leftOut(answers[i]);
      }
      some |= !span.contains(words) || !called.stream().allMatch(span::contains);
    }
    return some;
  }

  private static String withoutBlanks(String text) {
    return BLANKS.matcher(text).replaceAll("");
  }

  private static IntStream learnt(List<ChatMessage> messages) {
    return IntStream.range(0, messages.size()).filter(i -> Example.isLearnt(messages.get(i)));
  }

  private static void checkOrder(List<Span> spans) {
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).start() < spans.get(i - 1).end()) {
        throw new ExampleException(
            "its answers cannot be told apart in what the model's chat template writes. Use a template that marks answers with {% generation %}.");
      }
    }
  }
}
