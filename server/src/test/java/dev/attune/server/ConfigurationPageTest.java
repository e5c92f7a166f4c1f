package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.settings.EnvironmentSettings;
import dev.attune.server.settings.ServeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The page on configuration says what the command takes: no option more, none less. */
final class ConfigurationPageTest {

  @Test
  void thePageListsEveryOptionWithItsVariableAndDefault() throws IOException {
    CommandSpec spec = new CommandLine(new ServeOptions()).getCommandSpec();
    List<String> expected =
        spec.options().stream().map(ConfigurationPageTest::row).sorted().toList();

    List<String> rows =
        Files.readAllLines(Path.of(System.getProperty("project.root"), "docs/configuration.md"))
            .stream()
            .filter(line -> line.startsWith("| `--"))
            .sorted()
            .toList();

    assertThat(rows).isEqualTo(expected);
  }

  private static String row(OptionSpec option) {
    return "| `%s %s` | `%s` | %s | %s |"
        .formatted(
            option.longestName(),
            option.paramLabel(),
            EnvironmentSettings.variable(option),
            option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`",
            String.join(" ", option.description()));
  }
}
