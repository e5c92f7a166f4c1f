package dev.attune.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.ModelText;
import dev.attune.data.SharedFolder;
import dev.attune.data.TinyModels;
import dev.attune.data.example.LineFormat;
import dev.attune.data.lines.ReadListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training files as people publish them. */
final class RealFilesTest {
  private static final ExampleLimits ROOMY = new ExampleLimits(1 << 20, null);

  /** ChatML with tools, much as Qwen 2.5 writes it. */
  private static final String WITH_TOOLS =
      """
      {% if tools %}<|im_start|>system
      {% for tool in tools %}{{ tool | tojson }}
      {% endfor %}<|im_end|>
      {% endif %}{% for m in messages %}<|im_start|>{{ m.role }}
      {{ m.content }}{% for call in m.tool_calls %}<tool_call>{{ call.function | tojson }}</tool_call>{% endfor %}<|im_end|>
      {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
      {% endif %}\
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "banking10-train, 1194",
    "banking77-train, 10003",
    "sms-spam-train, 5000",
    "digits-train, 719",
    "tinystories-chat-train, 1000",
    "foundry_gsm8k_chat_train, 449",
    "foundry_stock_toolcall_train, 86",
    "openai_quickstart_marv, 10",
    "reason-tools-weighted, 50",
  })
  void goodFilesPassWithoutAWarning(String name, int examples) {
    TrainingFileCheck check = check(name, FileRole.TRAINING);

    assertThat(check.examples()).isEqualTo(examples);
    assertThat(check.warnings()).isEmpty();
    assertThat(check.lossTokens()).isPositive().isLessThan(check.tokens());
  }

  @ParameterizedTest
  @ValueSource(strings = {"foundry_dpo_mcq", "hh-rlhf-dpo-1k"})
  void preferencesPassForTheirMethod(String name) throws IOException {
    Path file = file(name);
    try (ModelText model = ModelText.load(TinyModels.with(folder, WITH_TOOLS))) {
      TrainingFileCheck check =
          TrainingFileCheck.run(
              new TrainingFile(file, FileRole.TRAINING, LineFormat.PREFERENCE, model, ROOMY),
              ReadListener.NONE);
      assertThat(check.examples()).isEqualTo(lines(file));
      assertThat(check.lossTokens()).isPositive().isLessThan(check.tokens());
    }
  }

  @Test
  void promptsWithTheirCompletionsPass() throws IOException {
    Path file = file("legacy_prompt_completion_devaide");
    assertThat(check(file, FileRole.TRAINING).examples()).isEqualTo(lines(file));
  }

  private static int lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }

  @Test
  void doublyEncodedArgumentsAreAWarningWithTheirLines() {
    assertThat(check("openai_drone_toolcalls_87", FileRole.TRAINING).warnings())
        .singleElement()
        .asString()
        .startsWith("The arguments of a tool call are not a JSON object")
        .contains("6 examples: lines 3,");
  }

  @Test
  void answersToNobodyAndVeryLongOnesPass() {
    assertThat(check("openai_toy_chat", FileRole.VALIDATION).examples()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foundry_dpo_mcq | Example 1 is in the preference format",
        "hh-rlhf-dpo-1k | Example 1 is in the preference format",
        "foundry_rft_countdown_train100 | Example 1 is in the reinforcement format",
        "openai_batch_requests | Example 1 is a request for the batch API",
        "foundry_chartqa_vision_valid | Example 1: Content of type 'image_url'",
        "openai_toy_chat | Training file has 5 example(s)",
      })
  void otherFilesAreRefusedByName(String name, String why) {
    Path file = file(name); // skips the test where it is not there, so outside of the assertion
    assertThatThrownBy(() -> check(file, FileRole.TRAINING))
        .isInstanceOf(TrainingFileException.class)
        .hasMessageContaining(why);
  }

  private TrainingFileCheck check(String name, FileRole role) {
    return check(file(name), role);
  }

  private static Path file(String name) {
    return SharedFolder.find("data", name + ".jsonl");
  }

  private TrainingFileCheck check(Path file, FileRole role) {
    try (ModelText model = ModelText.load(TinyModels.with(folder, WITH_TOOLS))) {
      return TrainingFileCheck.run(
          new TrainingFile(file, role, LineFormat.SUPERVISED, model, ROOMY), ReadListener.NONE);
    }
  }
}
