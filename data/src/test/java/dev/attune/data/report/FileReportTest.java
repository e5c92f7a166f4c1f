package dev.attune.data.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.ModelText;
import dev.attune.data.TinyModels;
import dev.attune.data.check.FileRole;
import dev.attune.data.example.LineFormat;
import dev.attune.data.lines.ReadListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of a file. */
@SuppressWarnings("NullAway.Init")
final class FileReportTest {
  @TempDir private Path folder;
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
  void linesThatSayTheSameAndLinesThatAreTooLongAreNamed() throws IOException {
    String lines =
        IntStream.range(0, 10)
                .mapToObj(i -> example("Question " + i, "Answer " + i))
                .collect(Collectors.joining())
            + example("Question 3", "Answer 3")
            + example("Long?", "Yes. ".repeat(200));

    FileReport report = report(lines, FileRole.TRAINING, 100, new SeenExamples());

    assertThat(report.examples()).isEqualTo(12);
    assertThat(report.doubles()).isEqualTo(new FileReport.Lines(1, List.of(11L)));
    assertThat(report.tooLong()).isEqualTo(new FileReport.Lines(1, List.of(12L)));
    assertThat(report.longest()).isGreaterThan(100);
    assertThat(report.lengths().stream().mapToLong(Lengths.Bar::examples).sum()).isEqualTo(12);
    assertThat(report.lengths().getLast().upTo()).isGreaterThanOrEqualTo(report.longest());
  }

  @Test
  void examplesOfTheTrainingFileAreFoundInTheValidationFile() throws IOException {
    SeenExamples seen = new SeenExamples();
    String training =
        IntStream.range(0, 10)
            .mapToObj(i -> example("Question " + i, "Answer " + i))
            .collect(Collectors.joining());
    report(training, FileRole.TRAINING, 1000, seen);

    FileReport validation =
        report(
            example("Question new", "A") + example("Question 4", "Answer 4"),
            FileRole.VALIDATION,
            1000,
            seen);

    assertThat(validation.doubles()).isEqualTo(new FileReport.Lines(1, List.of(2L)));
  }

  @Test
  void whatIsLearntOfAnExampleIsItsAnswer() throws IOException {
    String lines = example("Where?", "There.").repeat(10);

    FileReport report = report(lines, FileRole.TRAINING, 1000, new SeenExamples());

    assertThat(report.shown()).hasSize(3);
    List<ShownExample.Piece> pieces = report.shown().getFirst().texts().getFirst();
    assertThat(pieces.stream().filter(ShownExample.Piece::learnt))
        .singleElement()
        .satisfies(piece -> assertThat(piece.text()).startsWith("There."));
    assertThat(pieces.getFirst().learnt()).isFalse();
    assertThat(pieces.stream().map(ShownExample.Piece::text).collect(Collectors.joining()))
        .contains("Where?");
  }

  private FileReport report(String lines, FileRole role, int context, SeenExamples seen)
      throws IOException {
    Path file = Files.writeString(folder.resolve(role + ".jsonl"), lines);
    return FileReport.of(
        file,
        role,
        new FileReport.Reader(LineFormat.SUPERVISED, model, context, seen),
        ReadListener.NONE);
  }

  private static String example(String question, String answer) {
    return "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"},{\"role\":\"assistant\",\"content\":\"%s\"}]}\n"
        .formatted(question, answer);
  }
}
