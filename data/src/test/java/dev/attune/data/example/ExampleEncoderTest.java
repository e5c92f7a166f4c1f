package dev.attune.data.example;

import static dev.attune.data.Messages.assistant;
import static dev.attune.data.Messages.system;
import static dev.attune.data.Messages.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.ModelText;
import dev.attune.data.ModelTextException;
import dev.attune.data.TinyModels;
import dev.attune.data.tokenizer.TinyTokenizers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExampleEncoderTest {
  private static final Example TWO_TURNS =
      Examples.of(user("Where?"), assistant("There."), user("When?"), assistant("Now."));

  @TempDir Path folder;

  @Test
  void onlyTheAnswerAndTheTokenThatEndsItCarryLoss() {
    Example example = Examples.of(system("Be brief."), user("Where?"), assistant("There."));

    assertThat(Examples.learnt(chatMl(), example)).isEqualTo("There.<|im_end|>");
    assertThat(Examples.seen(chatMl(), example)).endsWith("assistant\nThere.<|im_end|>\n");
  }

  @Test
  void everyAnswerOfAConversationIsLearnt() {
    assertThat(Examples.learnt(chatMl(), TWO_TURNS)).isEqualTo("There.<|im_end|>|Now.<|im_end|>");
  }

  @Test
  void anAnswerOfWeightZeroIsNotLearnt() {
    Example example =
        Examples.of(
            "{'messages': [{'role': 'user', 'content': 'Where?'},"
                + " {'role': 'assistant', 'content': 'There.', 'weight': 0},"
                + " {'role': 'user', 'content': 'When?'},"
                + " {'role': 'assistant', 'content': 'Now.', 'weight': 1}]}");

    assertThat(Examples.learnt(chatMl(), example)).isEqualTo("Now.<|im_end|>");
  }

  @Test
  void aMessageBehindTheLastAnswerIsSeenAndNotLearnt() {
    Example example = Examples.of(user("Where?"), assistant("There."), user("Thanks"));

    assertThat(Examples.learnt(chatMl(), example)).isEqualTo("There.<|im_end|>");
    assertThat(Examples.seen(chatMl(), example)).endsWith("user\nThanks<|im_end|>\n");
  }

  @Test
  void anAnswerToNobodyIsLearnt() {
    assertThat(Examples.learnt(chatMl(), Examples.of(assistant("There."))))
        .isEqualTo("There.<|im_end|>");
  }

  @Test
  void twoAnswersInARowAreBothLearnt() {
    Example example = Examples.of(user("Where?"), assistant("There."), assistant("Or here."));

    assertThat(Examples.learnt(chatMl(), example)).isEqualTo("There.<|im_end|>|Or here.<|im_end|>");
  }

  @Test
  void whatIsSeenBeforeTheAnswerIsWhatChatWouldAsk() {
    ModelText model = chatMl();
    int[] prompt = model.encodePrompt(List.of(user("Where?")));

    EncodedExample encoded = encode(model, Examples.of(user("Where?"), assistant("There.")));

    assertThat(Arrays.copyOf(encoded.tokenIds(), prompt.length)).isEqualTo(prompt);
    assertThat(encoded.carriesLoss()[prompt.length - 1]).isFalse();
    assertThat(encoded.carriesLoss()[prompt.length]).isTrue();
  }

  @Test
  void blanksAndLinesInsideAnAnswerAreLearnt() {
    String answer = " one\n\n  two   three\n";

    assertThat(Examples.learnt(chatMl(), Examples.of(user("?"), assistant(answer))))
        .isEqualTo(answer + "<|im_end|>");
  }

  @Test
  void charactersOfManyTokensAreLearntWhole() {
    String answer = "日本 😀 naïve";

    assertThat(Examples.learnt(chatMl(), Examples.of(user("😀"), assistant(answer))))
        .isEqualTo(answer + "<|im_end|>");
  }

  @Test
  void anEmptyAnswerIsTheEndOfTheTurn() {
    assertThat(Examples.learnt(chatMl(), Examples.of(user("Where?"), assistant(""))))
        .isEqualTo("<|im_end|>");
  }

  @Test
  void theEndTokenInsideAnAnswerDoesNotEndIt() {
    String answer = "Write <|im_end|> at the end.";

    assertThat(Examples.learnt(chatMl(), Examples.of(user("How?"), assistant(answer))))
        .isEqualTo(answer + "<|im_end|>");
  }

  @Test
  void anAnswerThatRepeatsTheQuestionIsFound() {
    Example example = Examples.of(user("Now."), assistant("Now."), user("Now."), assistant("Now."));

    assertThat(Examples.learnt(chatMl(), example)).isEqualTo("Now.<|im_end|>|Now.<|im_end|>");
  }

  @Test
  void aCallOfAToolIsLearntAsTheTemplateWritesIt() {
    ModelText model =
        model(
            """
            {% for m in messages %}<|im_start|>{{ m.role }}
            {{ m.content }}{% for c in m.tool_calls %}<call>{{ c.function | tojson }}</call>{% endfor %}<|im_end|>
            {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
            {% endif %}\
            """);

    assertThat(Examples.learnt(model, toolCall()))
        .isEqualTo(
            "<call>{\"name\": \"find\", \"arguments\": {\"n\": 1}}</call><|im_end|>"
                + "|Found.<|im_end|>");
  }

  @Test
  void aTemplateThatKnowsNoCallsIsNotSilentlyLearnt() {
    assertThatThrownBy(() -> encode(chatMl(), toolCall()))
        .isInstanceOf(ExampleException.class)
        .hasMessageContaining("leaves out the answer in message 2");
  }

  @Test
  void aTrimmedAnswerIsFound() {
    ModelText model =
        model(TinyModels.CHAT_ML.replace("message.content", "message.content | trim"));
    Example example = Examples.of(user("Where?"), assistant("  There. \n"), user("When?"));

    assertThat(Examples.learnt(model, example)).isEqualTo("There.<|im_end|>");
  }

  @Test
  void anAnswerThatTheTemplateWritesInOtherLettersIsFound() {
    ModelText model =
        model(TinyModels.CHAT_ML.replace("message.content", "message.content | upper"));

    assertThat(Examples.learnt(model, TWO_TURNS)).isEqualTo("THERE.<|im_end|>|NOW.<|im_end|>");
  }

  /** As models that think have it: thoughts before the last question are taken out. */
  private static final String FORGETS_THOUGHTS =
      """
      {% for m in messages %}<|im_start|>{{ m.role }}
      {% if m.role == 'assistant' and loop.last %}<think>
      {% if '</think>' in m.content %}{{ m.content.split('</think>')[0].split('<think>')[-1].strip() }}{% endif %}
      </think>
      {% endif %}{{ m.content.split('</think>')[-1].strip() }}<|im_end|>
      {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
      {% endif %}\
      """;

  @Test
  void whereATemplateRewritesEarlierAnswersTheyAreStillFound() {
    assertThat(Examples.learnt(model(FORGETS_THOUGHTS), TWO_TURNS))
        .isEqualTo("There.<|im_end|>|<think>\n</think>\nNow.<|im_end|>");
  }

  @Test
  void anEndThatOnlyAWholeConversationGetsIsNotTakenForThatOfAnEarlierAnswer() {
    ModelText model =
        model(
            "{% for m in messages %}{{ m.role }}:{{ m.content }};{% endfor %}"
                + "{% if add_generation_prompt %}assistant:{% else %}<|im_end|>{% endif %}");

    assertThat(Examples.learnt(model, TWO_TURNS)).isEqualTo("There.|Now.;<|im_end|>");
  }

  @Test
  void thoughtsThatATemplateForgetsAreAConcern() {
    ModelText model = model(FORGETS_THOUGHTS);
    Example example =
        Examples.of(
            user("Where?"),
            assistant("<think>hm</think>There."),
            user("When?"),
            assistant("<think>well</think>Now."));

    assertThat(Examples.learnt(model, example))
        .isEqualTo("There.<|im_end|>|<think>\nwell</think>\nNow.<|im_end|>");
    assertThat(concerns(model, example)).containsExactly(Concern.LEFT_OUT);
    assertThat(concerns(model, Examples.of(user("?"), assistant("<think>a</think>b")))).isEmpty();
  }

  @Test
  void wordsThatOnlyAPromptHasAreSeenBeforeTheLastAnswerToo() {
    ModelText model =
        model(TinyModels.CHAT_ML + "{% if add_generation_prompt %}<think>{% endif %}");

    assertThat(Examples.learnt(model, TWO_TURNS)).isEqualTo("There.<|im_end|>|Now.<|im_end|>");
    assertThat(Examples.seen(model, TWO_TURNS)).endsWith("assistant\n<think>Now.<|im_end|>\n");
  }

  @Test
  void whatATemplateMarksIsLearnt() {
    ModelText model =
        model(
            """
            {% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}<|im_end|>{% endgeneration %}
            {% else %}<|im_start|>{{ m.content }}{% endif %}{% endfor %}\
            """);

    assertThat(Examples.learnt(model, TWO_TURNS)).isEqualTo("There.<|im_end|>|Now.<|im_end|>");
  }

  @Test
  void marksAroundTheHeaderOfAnAnswerAreFittedToTheAnswer() {
    ModelText model =
        model(
            """
            {% for m in messages %}{% if m.role == 'assistant' %}{% generation %}<|im_start|>assistant
            {{ m.content }}<|im_end|>
            {% endgeneration %}{% else %}<|im_start|>user
            {{ m.content }}<|im_end|>
            {% endif %}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
            {% endif %}\
            """);

    assertThat(Examples.learnt(model, TWO_TURNS)).isEqualTo("There.<|im_end|>|Now.<|im_end|>");
  }

  @Test
  void marksThatForgetTheEndOfTheTurnGetIt() {
    ModelText model =
        model(
            "{% for m in messages %}<|im_start|>{% generation %}{{ m.content if m.role == 'assistant'"
                + " }}{% endgeneration %}{{ m.content if m.role != 'assistant' }}<|im_end|>{% endfor %}"
                + "{% if add_generation_prompt %}<|im_start|>{% endif %}");

    assertThat(Examples.learnt(model, TWO_TURNS)).isEqualTo("There.<|im_end|>|Now.<|im_end|>");
  }

  @Test
  void weightsHoldForMarkedAnswersToo() {
    ModelText model =
        model(
            "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}<|im_end|>"
                + "{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}");
    Example example =
        Examples.of(
            "{'messages': [{'role': 'user', 'content': 'Where?'},"
                + " {'role': 'assistant', 'content': 'There.', 'weight': 0},"
                + " {'role': 'user', 'content': 'When?'},"
                + " {'role': 'assistant', 'content': 'Now.'}]}");

    assertThat(Examples.learnt(model, example)).isEqualTo("Now.<|im_end|>");
  }

  @Test
  void moreMarksThanAnswersAreNotBelieved() {
    ModelText model =
        model(
            "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}"
                + "{% endgeneration %}{% generation %}<|im_end|>{% endgeneration %}"
                + "{% else %}{{ m.content }}<|im_start|>{% endif %}{% endfor %}");

    assertThat(Examples.learnt(model, TWO_TURNS)).isEqualTo("There.<|im_end|>|Now.<|im_end|>");
  }

  @Test
  void anAnswerWithoutAnEndTokenIsAConcern() {
    ModelText model =
        model(
            "{% for m in messages %}{{ m.role }}:\n{{ m.content }}\n{% endfor %}"
                + "{% if add_generation_prompt %}assistant:{{ '\n' }}{% endif %}");

    assertThat(concerns(model, TWO_TURNS)).containsExactly(Concern.NO_END);
    assertThat(Examples.learnt(model, TWO_TURNS)).startsWith("There.\n|Now.");
  }

  @Test
  void aTokenOfPromptAndAnswerIsLearntAndAConcern() {
    TinyModels.with(
        folder,
        "{% for m in messages %}{{ m.role }}: {% if m.role == 'assistant' %}{{ m.content }}"
            + "<|im_end|>{% else %}{{ m.content }}{% endif %}{% endfor %}"
            + "{% if add_generation_prompt %}assistant: {% endif %}");
    TinyModels.write(folder, "tokenizer.json", TinyTokenizers.sentencePieceJson());
    ModelText model = ModelText.load(folder);

    assertThat(concerns(model, Examples.of(user("Where?"), assistant("the answer"))))
        .contains(Concern.JOINED_BORDER);
    assertThat(Examples.learnt(model, Examples.of(user("Where?"), assistant("the answer"))))
        .contains("the answer");
  }

  @Test
  void argumentsThatAreNoObjectAreAConcern() {
    Example example =
        Examples.of(
            "{'messages': [{'role': 'assistant', 'content': 'find', 'tool_calls': [{'id': 'c1',"
                + " 'type': 'function', 'function': {'name': 'find', 'arguments': '3'}}]}]}");

    assertThat(concerns(chatMl(), example)).containsExactly(Concern.ODD_ARGUMENTS);
  }

  @Test
  void toolsThatTheTemplateDoesNotWriteAreAConcern() {
    Example example =
        Examples.of(
            "{'messages': [{'role': 'assistant', 'content': 'Hello'}], 'tools': [{'type':"
                + " 'function', 'function': {'name': 'find'}}]}");

    assertThat(concerns(chatMl(), example)).containsExactly(Concern.TOOLS_UNSEEN);
  }

  @Test
  void aLongExampleIsCutAtItsEnd() {
    ModelText model = chatMl();
    Encoding whole = new ExampleEncoder(model, Integer.MAX_VALUE).encode(TWO_TURNS);
    int kept = whole.tokens() - 3;

    Encoding cut = new ExampleEncoder(model, kept).encode(TWO_TURNS);

    assertThat(cut.tokens()).isEqualTo(whole.tokens());
    assertThat(ids(cut)).isEqualTo(Arrays.copyOf(ids(whole), kept));
    assertThat(cut.concerns()).containsExactly(Concern.CUT);
    assertThat(whole.concerns()).isEmpty();
  }

  @Test
  void anExampleOfWhichTheCutLeavesNoAnswerSaysSo() {
    assertThatThrownBy(() -> new ExampleEncoder(chatMl(), 5).encode(TWO_TURNS))
        .isInstanceOf(ExampleException.class)
        .hasMessageContaining("first 5 tokens hold no answer")
        .hasMessageContaining("attune.max_sequence_length");
  }

  @Test
  void aConversationThatTheTemplateRefusesSaysWhy() {
    ModelText model = model("{{ raise_exception('roles must alternate') }}");

    assertThatThrownBy(() -> encode(model, TWO_TURNS))
        .isInstanceOf(ModelTextException.class)
        .hasMessageContaining("roles must alternate");
  }

  @Test
  void anAnswerThatTheTemplateDropsSaysSo() {
    ModelText model =
        model(
            "{% for m in messages %}{% if m.role == 'user' %}{{ m.content }}{% endif %}{% endfor %}");

    assertThatThrownBy(() -> encode(model, TWO_TURNS))
        .isInstanceOf(ExampleException.class)
        .hasMessageContaining("leaves out the answer in message 2");
  }

  private static int[] ids(Encoding encoding) {
    return ((EncodedExample) encoding.item()).tokenIds();
  }

  private static Example toolCall() {
    return Examples.of(
        "{'messages': [{'role': 'user', 'content': 'Where?'},"
            + " {'role': 'assistant', 'tool_calls': [{'id': 'c1', 'type': 'function',"
            + " 'function': {'name': 'find', 'arguments': '{\\'n\\': 1}'}}]},"
            + " {'role': 'tool', 'tool_call_id': 'c1', 'content': '3'},"
            + " {'role': 'assistant', 'content': 'Found.'}]}");
  }

  private ModelText chatMl() {
    return model(TinyModels.CHAT_ML);
  }

  private ModelText model(String template) {
    return ModelText.load(TinyModels.with(folder, template));
  }

  private static EncodedExample encode(ModelText model, Example example) {
    return (EncodedExample) new ExampleEncoder(model, Integer.MAX_VALUE).encode(example).item();
  }

  private static java.util.Set<Concern> concerns(ModelText model, Example example) {
    return new ExampleEncoder(model, Integer.MAX_VALUE).encode(example).concerns();
  }
}
