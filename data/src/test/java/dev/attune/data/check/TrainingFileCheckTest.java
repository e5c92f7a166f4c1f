package dev.attune.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.ModelText;
import dev.attune.data.TinyModels;
import dev.attune.data.example.LineFormat;
import dev.attune.data.lines.ReadListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingFileCheckTest {
  private static final ExampleLimits ROOMY = new ExampleLimits(1_000, null);
  private static final String GOOD = example("Where?", "There.");

  @TempDir Path folder;
  private ModelText model;

  @BeforeEach
  void load() {
    model = ModelText.load(TinyModels.chatMl(folder));
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void whatAFileHoldsIsCounted() throws IOException {
    TrainingFileCheck check = check(lines(GOOD, 9, example("Where?", "There, there.")));

    int shorter = tokens("Where?", "There.");
    int longer = tokens("Where?", "There, there.");
    int prompt = model.encodePrompt(List.of(dev.attune.data.Messages.user("Where?"))).length;
    // Behind the end of the answer stands a line's end, which nobody learns.
    assertThat(check.lengths()).hasSize(10).startsWith(shorter).endsWith(longer);
    assertThat(check.examples()).isEqualTo(10);
    assertThat(check.tokens()).isEqualTo(9L * shorter + longer);
    assertThat(check.lossTokens()).isEqualTo(9L * (shorter - prompt - 1) + (longer - prompt - 1));
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void aFileWithTooFewExamplesIsRefusedInOpenAisWords() throws IOException {
    assertRefused(lines(GOOD, 2, GOOD))
        .hasMessage("Training file has 3 example(s), but must have at least 10 examples")
        .extracting(e -> ((TrainingFileException) e).code())
        .isEqualTo("invalid_n_examples");
  }

  @Test
  void anEmptyFileHasNoExamples() throws IOException {
    assertRefused("").hasMessageStartingWith("Training file has 0 example(s)");
    assertRefused("\n\n").hasMessageStartingWith("Training file has 0 example(s)");
  }

  @Test
  void oneExampleIsEnoughToValidateWith() throws IOException {
    assertThat(
            TrainingFileCheck.run(
                    new TrainingFile(
                        file(GOOD), FileRole.VALIDATION, LineFormat.SUPERVISED, model, ROOMY),
                    ReadListener.NONE)
                .examples())
        .isEqualTo(1);
    assertThatThrownBy(() ->
            TrainingFileCheck.run(
                new TrainingFile(
                    file(""), FileRole.VALIDATION, LineFormat.SUPERVISED, model, ROOMY),
                ReadListener.NONE))
        .hasMessage("Validation file has 0 example(s), but must have at least 1 example");
  }

  @Test
  void aBrokenExampleIsRefusedInOpenAisWords() throws IOException {
    String broken =
        "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"content\": \"b\"}]}";

    assertRefused(lines(GOOD, 99, broken))
        .hasMessage(
            "The job failed due to an invalid training file. Invalid file format. Example 100,"
                + " message 2: Missing required parameter: 'messages[1].role'.")
        .satisfies(e -> {
          assertThat(((TrainingFileException) e).code()).isEqualTo("invalid_training_file");
          assertThat(((TrainingFileException) e).param()).isEqualTo("training_file");
        });
  }

  @Test
  void aBrokenValidationFileIsCalledOne() throws IOException {
    assertThatThrownBy(() ->
            TrainingFileCheck.run(
                new TrainingFile(
                    file("{"), FileRole.VALIDATION, LineFormat.SUPERVISED, model, ROOMY),
                ReadListener.NONE))
        .isInstanceOf(TrainingFileException.class)
        .hasMessageStartingWith(
            "The job failed due to an invalid validation file. Invalid file format. Line 1 ")
        .satisfies(e -> {
          assertThat(((TrainingFileException) e).code()).isEqualTo("invalid_validation_file");
          assertThat(((TrainingFileException) e).param()).isEqualTo("validation_file");
        });
  }

  @Test
  void anExampleLongerThanTheContextSaysWhatToDo() throws IOException {
    String text = lines(GOOD, 10, example("Where?", "There. ".repeat(20)));
    int tokens = tokens("Where?", "There. ".repeat(20));

    assertRefused(text, new ExampleLimits(50, null))
        .hasMessage(
            "The job failed due to an invalid training file. Example 11 has %d tokens, but the"
                    .formatted(tokens)
                + " model's context is 50. Shorten it, or set attune.max_sequence_length, which"
                + " cuts longer examples at their end.");
  }

  @Test
  void anExampleOfJustTheContextPasses() throws IOException {
    int tokens = tokens("Where?", "There.");

    assertThat(check(lines(GOOD, 9, GOOD), new ExampleLimits(tokens, null)).lengths())
        .containsOnly(tokens);
    assertRefused(lines(GOOD, 9, GOOD), new ExampleLimits(tokens - 1, null))
        .hasMessageContaining("Example 1 has %d tokens".formatted(tokens));
  }

  @Test
  void longExamplesAreCutWithAWarningWhenThatIsAskedFor() throws IOException {
    String text = lines(example("Where?", "There. ".repeat(20)), 2, GOOD) + lines(GOOD, 8, GOOD);

    TrainingFileCheck check = check(text, new ExampleLimits(1_000, 40));

    assertThat(check.lengths()).startsWith(40, 40).allMatch(length -> length <= 40);
    assertThat(check.warnings())
        .containsExactly(
            "Examples longer than the longest sequence were cut, and what stood at their end is not"
                + " learnt (2 examples: lines 1, 2).");
  }

  @Test
  void aCutLongerThanTheContextIsTheContext() throws IOException {
    String text = lines(example("Where?", "There. ".repeat(20)), 10, GOOD);

    assertThat(check(text, new ExampleLimits(40, 4_000)).lengths()).contains(40);
  }

  @Test
  void anExampleThatACutLeavesNothingToLearnIsNamed() throws IOException {
    String text = lines(GOOD, 10, example("Where? ".repeat(20), "There."));

    assertRefused(text, new ExampleLimits(1_000, 40))
        .hasMessageStartingWith(
            "The job failed due to an invalid training file. Example 11: its first 40 tokens hold no answer");
  }

  @Test
  void anExampleThatTheTemplateRefusesIsNamed() throws IOException {
    ModelText strict =
        ModelText.load(
            TinyModels.with(
                folder,
                "{% if messages|length > 2 %}{{ raise_exception('too many') }}{% endif %}"
                    + TinyModels.CHAT_ML));
    String three =
        "{\"messages\": [{\"role\": \"system\", \"content\": \"a\"}, {\"role\": \"user\","
            + " \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}";

    assertThatThrownBy(() ->
            TrainingFileCheck.run(
                new TrainingFile(
                    file(lines(GOOD, 10, three)),
                    FileRole.TRAINING,
                    LineFormat.SUPERVISED,
                    strict,
                    ROOMY),
                ReadListener.NONE))
        .isInstanceOf(TrainingFileException.class)
        .hasMessageContaining("Example 11: The model's chat template cannot write these messages.")
        .hasMessageContaining("too many");
  }

  @Test
  void aPictureIsRefusedByName() throws IOException {
    String picture =
        "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\", \"image_url\":"
            + " {\"url\": \"x\"}}]}, {\"role\": \"assistant\", \"content\": \"b\"}]}";

    assertRefused(lines(GOOD, 10, picture))
        .hasMessageContaining("Example 11: Content of type 'image_url'");
  }

  @Test
  void warningsNameTheFirstLinesAlone() throws IOException {
    String text = lines(example("Where?", "There. ".repeat(20)), 25, GOOD);

    assertThat(check(text, new ExampleLimits(1_000, 40)).warnings())
        .singleElement()
        .asString()
        .endsWith("(25 examples: lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …).");
  }

  @Test
  void aDamagedFileIsRefusedOrReadAndNothingElseHappens() throws IOException {
    byte[] good =
        lines(GOOD, 12, example("😀 é", "日本 \\\"x\\\" \\n"))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Random random = new Random(11);
    Path file = folder.resolve("damaged.jsonl");
    int refused = 0;
    for (int round = 0; round < 2_000; round++) {
      Files.write(file, damaged(good, random));
      try {
        TrainingFileCheck.run(
            new TrainingFile(file, FileRole.TRAINING, LineFormat.SUPERVISED, model, ROOMY),
            ReadListener.NONE);
      } catch (TrainingFileException e) {
        assertThat(e.getMessage()).doesNotContain("Exception");
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 1_999);
  }

  @Test
  void whatIsReadGrowsToTheSizeOfTheFile() throws IOException {
    Path file = file(lines(GOOD, 3_000, GOOD));
    List<Long> heard = new ArrayList<>();

    TrainingFileCheck.run(
        new TrainingFile(file, FileRole.TRAINING, LineFormat.SUPERVISED, model, ROOMY), heard::add);

    assertThat(heard).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(2);
    assertThat(heard.getFirst()).isLessThan(Files.size(file));
    assertThat(heard.getLast()).isEqualTo(Files.size(file));
  }

  @Test
  void whatStandsBehindABrokenExampleIsNotRead() throws IOException {
    Path file = file("{\n" + lines(GOOD, 3_000, GOOD));
    List<Long> heard = new ArrayList<>();

    assertThatThrownBy(() ->
            TrainingFileCheck.run(
                new TrainingFile(file, FileRole.TRAINING, LineFormat.SUPERVISED, model, ROOMY),
                heard::add))
        .isInstanceOf(TrainingFileException.class);

    assertThat(heard).isEmpty();
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = bytes[random.nextInt(bytes.length)];
        default -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
      }
    }
    return bytes;
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String text) {
    return assertRefused(text, ROOMY);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      String text, ExampleLimits limits) {
    return assertThatThrownBy(() -> check(text, limits)).isInstanceOf(TrainingFileException.class);
  }

  private TrainingFileCheck check(String text) throws IOException {
    return check(text, ROOMY);
  }

  private TrainingFileCheck check(String text, ExampleLimits limits) throws IOException {
    return TrainingFileCheck.run(
        new TrainingFile(file(text), FileRole.TRAINING, LineFormat.SUPERVISED, model, limits),
        ReadListener.NONE);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.jsonl"), text);
  }

  private int tokens(String question, String answer) {
    String text =
        "<|im_start|>user\n%s<|im_end|>\n<|im_start|>assistant\n%s<|im_end|>\n"
            .formatted(question, answer);
    return model.tokenizer().encode(text).length;
  }

  private static String example(String question, String answer) {
    return "{\"messages\": [{\"role\": \"user\", \"content\": \"%s\"}, {\"role\": \"assistant\", \"content\": \"%s\"}]}"
        .formatted(question, answer);
  }

  /** {@code first} so many times, then {@code last}. */
  private static String lines(String first, int times, String last) {
    return String.join("\n", Collections.nCopies(times, first)) + "\n" + last + "\n";
  }
}
