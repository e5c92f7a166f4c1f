package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.failure.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on trouble has a row for every code, and none for codes that there are not. */
final class TroubleshootingPageTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final List<String> MODULES =
      List.of("wire", "data", "platform", "worker", "server");

  /** The first word with underscores of what makes an error, or of a constant of an enum. */
  private static final Pattern MADE =
      Pattern.compile(
          "(?:\\b(?:ApiError|badRequest|serverError|JobError|Failed|Refused|error|logged|notFound"
              + "|unauthorized|TrainingFileException|ExportException)\\(|\\bcase \\w+ -> "
              + "|(?m:^ {4}[A-Z_]+\\())(?:[^\"();]|\\([^()]*\\))*?(?:\"server_error\",\\s*)?"
              + "\"([a-z]+(?:_[a-z]+)+)\"");

  /** Fields that errors name first, or that stand where a code might. */
  private static final Set<String> NO_CODES =
      Set.of("end_time", "group_by", "in_memory", "logit_bias", "lora_path", "server_error");

  /** Put together from two words in the sources. */
  private static final Set<String> COMPOSED =
      Set.of("invalid_training_file", "invalid_validation_file");

  private static final Pattern FIRST_CELL = Pattern.compile("^\\| (`[^|]+`) \\|");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");

  @Test
  void everyKindOfFailureHasARow() throws IOException {
    assertThat(rows(page()))
        .containsAll(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
  }

  @Test
  void everyCodeOfTheSourcesHasARowAndNoOther() throws IOException {
    Set<String> made = codes();
    assertThat(made).contains("hub_unavailable", "worker_lost", "integer_above_max_value");

    assertThat(rows(page()).stream().filter(code -> !isKind(code)))
        .containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void aRowThatIsTakenOutIsMissed() throws IOException {
    List<String> lines =
        page().stream().filter(line -> !line.startsWith("| `worker_lost`")).toList();

    assertThat(page()).hasSize(lines.size() + 1);
    assertThat(codes()).contains("worker_lost");
    assertThat(rows(lines)).doesNotContain("worker_lost");
  }

  private static boolean isKind(String code) {
    return code.equals(code.toUpperCase(Locale.ROOT));
  }

  private static Set<String> codes() {
    Set<String> codes = new TreeSet<>(COMPOSED);
    MODULES.stream()
        .flatMap(TroubleshootingPageTest::sources)
        .flatMap(source -> MADE.matcher(source).results())
        .map(found -> found.group(1))
        .filter(code -> !NO_CODES.contains(code))
        .forEach(codes::add);
    return codes;
  }

  private static Stream<String> sources(String module) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(TroubleshootingPageTest::text)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> page() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/troubleshooting.md"));
  }

  /** What stands in the first cells. */
  private static Set<String> rows(List<String> lines) {
    return lines.stream()
        .flatMap(line -> FIRST_CELL.matcher(line).results())
        .flatMap(cell -> CODE.matcher(cell.group(1)).results())
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
