package dev.attune.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.ModelText;
import dev.attune.data.TinyModels;
import dev.attune.data.lines.JsonLine;
import dev.attune.data.lines.LineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are no conversation: pairs of answers, and prompts with their completions. */
final class OtherLinesTest {
  private static final String PAIR =
      "{'input': {'messages': [{'role': 'user', 'content': 'Where?'}]},"
          + " 'preferred_output': [{'role': 'assistant', 'content': 'There.'}],"
          + " 'non_preferred_output': [{'role': 'assistant', 'content': 'No.'}]}";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"output", "completion"})
  void bothSpellingsOfAPairMeanTheSame(String word) {
    PreferenceExample pair = pair(PAIR.replace("_output", "_" + word));

    try (ModelText model = chatMl()) {
      EncodedPair encoded = encode(model, pair);
      assertThat(Examples.learnt(model, encoded.chosen())).isEqualTo("There.<|im_end|>");
      assertThat(Examples.learnt(model, encoded.rejected())).isEqualTo("No.<|im_end|>");
      assertThat(model.tokenizer().decode(encoded.rejected().tokenIds(), false))
          .contains("Where?")
          .doesNotContain("There.");
    }
  }

  @Test
  void ofAPairOnlyTheLastAnswersAreLearnt() {
    String turns =
        "{'role': 'user', 'content': 'Hi'}, {'role': 'assistant', 'content': 'Yes'}, {'role':";
    PreferenceExample pair = pair(PAIR.replaceFirst("\\{'role':", turns));

    try (ModelText model = chatMl()) {
      assertThat(Examples.learnt(model, encode(model, pair).chosen()))
          .isEqualTo("There.<|im_end|>");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'messages': [{'role': 'assistant', 'content': 'a'}]} | is in the format of the method 'supervised', but the job's method is 'dpo'. Write it as",
        "{'prompt': 'a', 'completion': 'b'} | is in the format of the method 'supervised'",
        "{'text': 'a'} | has no 'input'. Unexpected file format",
        "{'input': {'messages': [{'role': 'user', 'content': 'a'}]}, 'preferred_output': [{'role': 'assistant', 'content': 'a'}]} | non_preferred_output",
        "{'input': {'messages': []}, 'preferred_output': [], 'non_preferred_output': []} | empty array",
        "{'input': {'messages': [{'role': 'user'}]}, 'preferred_output': [], 'non_preferred_output': []} | message 1",
        "{'input': 3, 'preferred_output': [], 'non_preferred_output': []} | input",
        "{'input': {'messages': [{'role': 'user', 'content': 'a'}]}, 'preferred_output': [{'role': 'user', 'content': 'a'}], 'non_preferred_output': []} | 'preferred_output': the answer must be one message of the role 'assistant'",
        "{'input': {'messages': [{'role': 'user', 'content': 'a'}]}, 'preferred_output': [{'role': 'assistant', 'content': 'a'}], 'non_preferred_output': [{'role': 'assistant', 'content': 'a'}]} | has the same answer twice",
      })
  void whatIsWrongWithAPairIsSaid(String line, String why) {
    assertThatThrownBy(() -> read(line, LineFormat.PREFERENCE))
        .isInstanceOf(LineException.class)
        .hasMessageStartingWith("Example 1")
        .hasMessageContaining(why);
  }

  @Test
  void aPairThatTheCutMakesEqualSaysSo() {
    String longAnswers = PAIR.replace("'No.'", "'There. No.'").replace("'There.'", "'There. Yes.'");
    try (ModelText model = chatMl()) {
      int shared = encode(model, pair(PAIR)).chosen().tokenIds().length - 2;
      assertThatThrownBy(() -> new ExampleEncoder(model, shared).encode(pair(longAnswers)))
          .isInstanceOf(ExampleException.class)
          .hasMessageContaining("none can be preferred");
    }
  }

  @Test
  void aCompletionIsLearntWithTheTokenThatEndsAText() {
    TrainingLine line =
        read("{'prompt': 'Where? ->', 'completion': ' There.'}", LineFormat.SUPERVISED);
    try (ModelText model = chatMl()) {
      Encoding encoding = new ExampleEncoder(model, Integer.MAX_VALUE).encode(line);
      EncodedExample encoded = (EncodedExample) encoding.item();

      assertThat(model.tokenizer().decode(encoded.tokenIds(), true)).isEqualTo("Where? -> There.");
      assertThat(encoded.tokenIds()[encoded.tokenIds().length - 1])
          .isEqualTo(model.textEnd().orElseThrow());
      assertThat(Examples.learnt(model, encoded).strip()).startsWith("There.");
      assertThat(encoding.concerns()).isEmpty();
    }
  }

  @Test
  void aPromptMayBeEmpty() {
    TrainingLine line = read("{'prompt': '', 'completion': 'There.'}", LineFormat.SUPERVISED);
    try (ModelText model = chatMl()) {
      assertThat(new ExampleEncoder(model, Integer.MAX_VALUE).encode(line).item().lossTokens())
          .isPositive();
    }
  }

  private ModelText chatMl() {
    return ModelText.load(TinyModels.with(folder, TinyModels.CHAT_ML));
  }

  private static EncodedPair encode(ModelText model, PreferenceExample pair) {
    return (EncodedPair) new ExampleEncoder(model, Integer.MAX_VALUE).encode(pair).item();
  }

  private static PreferenceExample pair(String json) {
    return (PreferenceExample) read(json, LineFormat.PREFERENCE);
  }

  private static TrainingLine read(String json, LineFormat format) {
    byte[] line = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ExampleJson.read(1, JsonLine.parse(1, line), format);
  }
}
