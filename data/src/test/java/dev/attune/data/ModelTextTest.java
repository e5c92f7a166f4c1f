package dev.attune.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.failure.DataException;
import dev.attune.data.tokenizer.TinyTokenizers;
import dev.attune.data.tokenizer.TokenizerException;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.ToolDefinition;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelTextTest {
  /** Writes the messages as the template sees them. */
  private static final String ECHO = "{{ messages | tojson }}";

  private static final List<ToolDefinition> TOOLS = tools();

  @TempDir Path folder;

  @Test
  void aPromptEndsWhereTheAnswerBegins() {
    ModelText text = ModelText.load(TinyModels.chatMl(folder));
    List<ChatMessage> messages =
        List.of(Messages.system("Be brief."), Messages.user("Where is it?"));

    assertThat(text.renderPrompt(messages, List.of()))
        .isEqualTo(
            """
            <|im_start|>system
            Be brief.<|im_end|>
            <|im_start|>user
            Where is it?<|im_end|>
            <|im_start|>assistant
            """);
    assertThat(text.encodePrompt(messages))
        .isEqualTo(text.tokenizer().encode(text.renderPrompt(messages, List.of())));
  }

  @Test
  void theTemplateMayStandInTheConfigurationOfTheTokenizer() throws IOException {
    TinyModels.with(folder, ECHO);
    Files.delete(folder.resolve("chat_template.jinja"));
    config("{'chat_template': 'Q: {{ messages[0].content }}'}");

    assertThat(prompt("[{'role': 'user', 'content': 'Where?'}]")).isEqualTo("Q: Where?");
  }

  @Test
  void theTemplatesOwnFileHasTheLastWord() {
    TinyModels.with(folder, "file");
    config("{'chat_template': 'field'}");

    assertThat(prompt("[{'role': 'user', 'content': 'Where?'}]")).isEqualTo("file");
  }

  @Test
  void amongNamedTemplatesTheOneForToolsIsTakenWhenThereAreTools() throws IOException {
    TinyModels.with(folder, "");
    Files.delete(folder.resolve("chat_template.jinja"));
    config(
        "{'chat_template': [{'name': 'default', 'template': 'plain'},"
            + " {'name': 'tool_use', 'template': '{{ tools[0].function.name }}'}]}");
    ModelText text = ModelText.load(folder);
    List<ChatMessage> messages = List.of(Messages.user("Where?"));

    assertThat(text.renderPrompt(messages, List.of())).isEqualTo("plain");
    assertThat(text.renderPrompt(messages, TOOLS)).isEqualTo("find_order");
    assertThat(text.encodePrompt(messages, TOOLS)).isEqualTo(text.tokenizer().encode("find_order"));
  }

  @Test
  void aBaseModelWithoutATemplateGetsAPlainOne() throws IOException {
    TinyModels.with(folder, "");
    Files.delete(folder.resolve("chat_template.jinja"));
    ModelText text = ModelText.load(folder);

    assertThat(text.renderPrompt(List.of(Messages.user("Where?")), List.of()))
        .endsWith("User: Where?\nAssistant:");
    assertThat(text.answerOpening()).isEqualTo(" ");
  }

  @Test
  void aDirectoryWithoutADefaultTemplateSaysWhichItHas() throws IOException {
    TinyModels.with(folder, "");
    Files.delete(folder.resolve("chat_template.jinja"));
    config("{'chat_template': [{'name': 'rag', 'template': 'x'}]}");

    assertThatThrownBy(() -> ModelText.load(folder)).hasMessageContaining("only 'rag'");
  }

  @Test
  void aDirectoryWithoutATokenizerSaysWhatToAdd() throws IOException {
    TinyModels.chatMl(folder);
    Files.delete(folder.resolve("tokenizer.json"));

    assertThatThrownBy(() -> ModelText.load(folder))
        .isInstanceOf(ModelTextException.class)
        .hasMessageContaining("has no tokenizer.json");
  }

  @Test
  void olderFormsOfATokenizerAreReadWhereThereIsNoOther() throws IOException {
    TinyModels.chatMl(folder);
    Files.delete(folder.resolve("tokenizer.json"));
    TinyModels.write(folder, "vocab.json", "{\"a\": 0, \"b\": 1, \"ab\": 2}");
    TinyModels.write(folder, "merges.txt", "a b");
    config("{'tokenizer_class': 'GPT2Tokenizer'}");
    try (ModelText text = ModelText.load(folder)) {
      assertThat(text.tokenizer().encode("aab")).containsExactly(0, 2);
    }
    Files.delete(folder.resolve("merges.txt"));
    Files.write(folder.resolve("tokenizer.model"), new byte[] {1, 2, 3});
    config("{'tokenizer_class': 'LlamaTokenizer'}");

    assertThatThrownBy(() -> ModelText.load(folder)).hasMessageContaining("tokenizer.model");
    assertThat(folder.resolve("tokenizer.json")).doesNotExist();
  }

  @Test
  void aBrokenTemplateIsNamedWithItsLine() {
    TinyModels.with(folder, "\n{% if %}");

    assertThatThrownBy(() -> ModelText.load(folder))
        .isInstanceOf(ModelTextException.class)
        .hasMessageContaining(String.valueOf(folder.getFileName()))
        .hasMessageContaining("Line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "3", "\"text\"", ""})
  void aBrokenConfigurationIsNamed(String json) {
    TinyModels.chatMl(folder);
    TinyModels.write(folder, "tokenizer_config.json", json);

    assertThatThrownBy(() -> ModelText.load(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("tokenizer_config.json");
  }

  @Test
  void aBrokenTokenizerIsNamed() {
    TinyModels.chatMl(folder);
    TinyModels.write(folder, "tokenizer.json", "{}");

    assertThatThrownBy(() -> ModelText.load(folder))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("tokenizer.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'bos_token': '<s>'} | {} | <s>",
        "{'bos_token': {'content': '<s>', 'lstrip': false}} | {} | <s>",
        "{'bos_token': null} | {} | ",
        "{} | {} | ",
        "{'bos_token': '<s>'} | {'bos_token': '<t>'} | <t>",
        "{'bos_token': '<s>', 'added_tokens_decoder': {}} | {'bos_token': '<t>'} | <s>",
      })
  void specialTokensHaveTheNamesThatTransformersGivesThem(
      String config, String map, String expected) {
    TinyModels.with(folder, "{{ bos_token }}");
    config(config);
    TinyModels.write(folder, "special_tokens_map.json", json(map));

    assertThat(prompt("[{'role': 'user', 'content': 'Where?'}]"))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void tokensWithoutANameAreAList() {
    TinyModels.with(folder, "{{ additional_special_tokens | join(',') }}");
    config("{'additional_special_tokens': ['<a>', {'content': '<b>'}]}");

    assertThat(prompt("[{'role': 'user', 'content': 'Where?'}]")).isEqualTo("<a>,<b>");
  }

  @Test
  void anAnswerEndsWithWhatEitherConfigurationOrTheTemplateEndsItWith() {
    TinyModels.chatMl(folder);
    config("{}");
    TinyModels.write(folder, "config.json", "{\"eos_token_id\": 7}");
    TinyModels.write(folder, "generation_config.json", "{\"eos_token_id\": [8, 9]}");
    ModelText text = ModelText.load(folder);
    int turnEnd = text.tokenizer().findToken("<|im_end|>").orElseThrow();

    assertThat(text.endTokens()).containsExactlyInAnyOrder(7, 8, 9, turnEnd);
  }

  @Test
  void theTokenizersOwnEndTokenEndsAnAnswer() {
    TinyModels.with(folder, "{{ messages[0].content }}");
    ModelText text = ModelText.load(folder);

    assertThat(text.endTokens())
        .containsExactly(text.tokenizer().findToken("<|im_end|>").orElseThrow());
  }

  @Test
  void aTemplateThatRefusesTheProbeStillLoads() {
    TinyModels.with(folder, "{{ raise_exception('never') }}");
    ModelText text = ModelText.load(folder);

    assertThat(text.answerOpening()).isEmpty();
    assertThatThrownBy(() -> text.encodePrompt(List.of(Messages.user("Where?"))))
        .isInstanceOf(ModelTextException.class)
        .hasMessageContaining("never");
  }

  @Test
  void whatTheTemplateWritesBeforeAnAnswerIsKnown() {
    TinyModels.with(
        folder,
        """
        {% for message in messages %}{{ message.role }}:
        {%- if message.role == 'assistant' %} <think></think> {% endif %}
        {{- message.content }}<|im_end|>
        {%- endfor %}{% if add_generation_prompt %}assistant:{% endif %}\
        """);

    assertThat(ModelText.load(folder).answerOpening()).isEqualTo(" <think></think> ");
  }

  @Test
  void aDeveloperSpeaksAsTheSystemUnlessTheTemplateKnowsDevelopers() {
    String message = "[{'role': 'developer', 'content': 'Be brief.'}]";
    TinyModels.with(folder, "{{ messages[0].role }}");
    assertThat(prompt(message)).isEqualTo("system");

    TinyModels.with(folder, "{{ messages[0].role }}{# developer #}");
    assertThat(prompt(message)).isEqualTo("developer");
  }

  @Test
  void partsOfTextAreOneText() {
    TinyModels.with(folder, "{{ messages[0].content }}");

    assertThat(
            prompt(
                "[{'role': 'user', 'content': [{'type': 'text', 'text': 'one'},"
                    + " {'type': 'text', 'text': 'two'}]}]"))
        .isEqualTo("one\ntwo");
  }

  @Test
  void aPictureIsRefusedByName() {
    TinyModels.with(folder, ECHO);

    assertThatThrownBy(() ->
            prompt(
                "[{'role': 'user', 'content': [{'type': 'image_url', 'image_url': {'url': 'x'}}]}]"))
        .isInstanceOf(ModelTextException.class)
        .hasMessageContaining("image_url");
  }

  @Test
  void theArgumentsOfACallAreTheObjectThatTheySpell() {
    TinyModels.with(folder, ECHO);

    assertThat(
            prompt(
                "[{'role': 'assistant', 'tool_calls': [{'id': 'c1', 'type': 'function',"
                    + " 'function': {'name': 'find', 'arguments': '{\\'n\\': 1.0}'}}]}]"))
        .isEqualTo(
            json(
                "[{'role': 'assistant', 'content': '', 'tool_calls': [{'id': 'c1', 'type':"
                    + " 'function', 'function': {'name': 'find', 'arguments': {'n': 1.0}}}]}]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "3", ""})
  void argumentsThatSpellNoObjectStayTheTextTheyAre(String arguments) {
    TinyModels.with(folder, "{{ messages[0].tool_calls[0].function.arguments }}");

    assertThat(
            prompt(
                "[{'role': 'assistant', 'tool_calls': [{'id': 'c1', 'type': 'function',"
                    + " 'function': {'name': 'find', 'arguments': '%s'}}]}]".formatted(arguments)))
        .isEqualTo(arguments);
  }

  @Test
  void aToolsAnswerKnowsTheToolsName() {
    TinyModels.with(folder, "{{ messages[1].name }} {{ messages[1].tool_call_id }}");

    assertThat(
            prompt(
                "[{'role': 'assistant', 'tool_calls': [{'id': 'c1', 'type': 'function',"
                    + " 'function': {'name': 'find', 'arguments': '{}'}}]},"
                    + " {'role': 'tool', 'tool_call_id': 'c1', 'content': '3'}]"))
        .isEqualTo("find c1");
  }

  @Test
  void theOlderSpellingOfCallsBecomesTheNewer() {
    TinyModels.with(
        folder,
        "{{ messages[0].tool_calls[0].function.name }} {{ messages[1].role }}"
            + " {{ messages[1].name }} {{ messages[1].content }}");

    assertThat(
            prompt(
                "[{'role': 'assistant', 'function_call': {'name': 'find', 'arguments': '{}'}},"
                    + " {'role': 'function', 'name': 'find', 'content': '3'}]"))
        .isEqualTo("find tool find 3");
  }

  @Test
  void aCallOfACustomToolIsRefusedByName() {
    TinyModels.with(folder, ECHO);

    assertThatThrownBy(() ->
            prompt(
                "[{'role': 'assistant', 'tool_calls': [{'id': 'c1', 'type': 'custom',"
                    + " 'custom': {'name': 'shell', 'input': 'ls'}}]}]"))
        .hasMessageContaining("shell");
  }

  @Test
  void theDateIsThatOfTheClock() {
    TinyModels.with(folder, "{{ strftime_now('%d %b %Y') }}");
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-04T23:59:59Z"));

    try (ModelText text = ModelText.load(folder, ControlTokens.RECOGNIZED, clock)) {
      assertThat(text.renderPrompt(List.of(Messages.user("Where?")), List.of()))
          .isEqualTo("04 Mar 2026");
    }
  }

  @Test
  void aSentencePieceTokenizerServesAsWell() {
    TinyModels.chatMl(folder);
    TinyModels.write(folder, "tokenizer.json", TinyTokenizers.sentencePieceJson());
    ModelText text = ModelText.load(folder);

    assertThat(text.tokenizer().decode(text.encodePrompt(List.of(Messages.user("a b"))), false))
        .contains("a b");
  }

  private String prompt(String messages) {
    try (ModelText text = ModelText.load(folder)) {
      return text.renderPrompt(Messages.of(messages), List.of());
    }
  }

  private void config(String json) {
    TinyModels.write(folder, "tokenizer_config.json", json(json));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static List<ToolDefinition> tools() {
    String body = json("{'tools': [{'type': 'function', 'function': {'name': 'find_order'}}]}");
    return JsonObject.read(
        WireJson.parse(body, JsonLimits.SMALL),
        o -> o.required("tools").list(ToolDefinition::read));
  }
}
