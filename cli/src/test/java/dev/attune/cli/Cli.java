package dev.attune.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.cli.quickstart.ServerLauncher;
import dev.attune.cli.session.Host;
import dev.attune.cli.session.Pace;
import dev.attune.cli.terminal.Screen;
import dev.attune.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.spi.ToolProvider;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;

/** A person at a keyboard. */
final class Cli {
  private final Map<String, String> variables = new HashMap<>();
  private final Path directory;
  private Path home = Path.of("/nowhere");
  private String input = "";
  private boolean interactive;
  private Function<String, Optional<ToolProvider>> tools = _ -> Optional.empty();
  private ServerLauncher launcher =
      (_, _) -> {
        throw new AssertionError("no server should be started");
      };

  /** What is left when a command has ended. */
  record Result(int exitCode, String out, String err) {}

  Cli(Path directory) {
    this.directory = directory;
  }

  Cli set(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Cli home(Path installation) {
    home = installation;
    return this;
  }

  Cli types(String text) {
    input = text;
    return this;
  }

  Cli atATerminal() {
    interactive = true;
    variables.putIfAbsent("HOME", directory.toString());
    return this;
  }

  Cli tools(Function<String, Optional<ToolProvider>> found) {
    tools = found;
    return this;
  }

  Cli launches(ServerLauncher servers) {
    launcher = servers;
    return this;
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new BufferedReader(new StringReader(input)),
            out,
            err,
            interactive ? Optional.of(new Screen(() -> device(out))) : Optional.empty());
    Host host = new Host(variables, directory, home, terminal, new QuickPace(), tools);
    int exitCode = AttuneCommand.commandLine(host, launcher).execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** JLine without an operating system: the same editing, and 100 columns. */
  private org.jline.terminal.Terminal device(ByteArrayOutputStream out) {
    try {
      DumbTerminal device =
          new DumbTerminal(
              "test", "ansi", new ByteArrayInputStream(input.getBytes(UTF_8)), out, UTF_8);
      device.setSize(new Size(100, 40));
      return device;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Time that passes only when somebody waits for it. */
  private static final class QuickPace implements Pace {
    private Instant now = Instant.ofEpochSecond(1_700_000_000);

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public void pause(Duration duration) {
      now = now.plus(duration);
    }
  }
}
