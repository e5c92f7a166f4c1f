package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

final class ServeTest {

  @Test
  void theServerGetsItsArgumentsAsTheyAreAndSaysTheExitCode() {
    Cli.Result result =
        new Cli(Path.of("."))
            .tools(name -> Optional.of(new Echo(name)))
            .run("serve", "--port", "0", "--data-dir", "d", "--help", "-x=1");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.out()).isEqualTo("attune-serve [--port, 0, --data-dir, d, --help, -x=1]\n");
  }

  @Test
  void withoutAServerThereIsOneSentence() {
    assertThat(new Cli(Path.of(".")).run("serve"))
        .isEqualTo(
            new Cli.Result(
                1,
                "",
                "The server is not part of this installation; use the 'attune' of a whole one.\n"));
  }

  private record Echo(String name) implements ToolProvider {
    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
      out.println(name + " " + List.of(arguments));
      return 7;
    }
  }
}
