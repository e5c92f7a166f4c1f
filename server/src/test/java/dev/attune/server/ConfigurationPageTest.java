package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.settings.EnvironmentSettings;
import dev.attune.server.settings.ServeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The table of options on the page on configuration is what the command takes. */
final class ConfigurationPageTest {
  private static final String BEGIN = "<!-- Written by ConfigurationPageTest. -->\n";
  private static final String END = "<!-- Its end. -->";

  @Test
  void theTableOnThePageIsWhatTheCommandTakes() throws IOException {
    StringBuilder table =
        new StringBuilder("| option | variable | default | |\n| --- | --- | --- | --- |\n");
    for (OptionSpec option : new CommandLine(new ServeOptions()).getCommandSpec().options()) {
      table.append(row(option));
    }
    Path written = Path.of("target/configuration-table.md");
    Files.writeString(written, table);

    String page =
        Files.readString(Path.of(System.getProperty("project.root"), "docs/configuration.md"));
    assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
        .as("docs/configuration.md; what is true lies in server/%s", written)
        .isEqualTo(table.toString());
  }

  private static String row(OptionSpec option) {
    return "| `%s %s` | `%s` | %s | %s |\n"
        .formatted(
            option.longestName(),
            option.paramLabel(),
            EnvironmentSettings.variable(option),
            option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`",
            String.join(" ", option.description()));
  }
}
