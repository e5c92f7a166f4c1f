package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on conformance names a test for every trap of the wire, and each is there. */
final class TrapsTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

  @Test
  void everyTrapIsHeldByATestThatIsThere() throws IOException {
    Map<String, String> sources = sources();
    List<String> rows =
        Files.readAllLines(ServerProcess.ROOT.resolve("docs/conformance.md")).stream()
            .dropWhile(line -> !line.equals("## Where clients fall over"))
            .filter(
                line -> line.startsWith("| ") && !line.startsWith("| |") && !line.startsWith("| -"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(30).allMatch(row -> TEST.matcher(row).find());
    for (String row : rows) {
      Matcher test = TEST.matcher(row);
      while (test.find()) {
        assertThat(sources.getOrDefault(test.group(1), ""))
            .as(row)
            .contains("  void %s(".formatted(test.group(2)));
      }
    }
  }

  /** The tests of all modules by the names of their classes. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ServerProcess.ROOT)) {
      for (Path module :
          modules.map(it -> it.resolve("src/test/java")).filter(Files::isDirectory).toList()) {
        try (Stream<Path> files = Files.walk(module)) {
          for (Path file : files.filter(it -> it.toString().endsWith("Test.java")).toList()) {
            sources.merge(
                file.getFileName().toString().replace(".java", ""),
                Files.readString(file),
                String::concat);
          }
        }
      }
    }
    return sources;
  }
}
