package dev.attune.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

final class FootTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void itIsDrawnOverItselfAndMessagesStayAbove() throws Exception {
    try (DumbTerminal window = window(40);
        Foot foot = new Foot(terminal(window))) {
      foot.above("created");
      foot.show(List.of("one", "two"));
      foot.above("started");
      foot.show(List.of("three"));
    }

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            created
            one
            two
            \u001b[2A\r\u001b[Jstarted
            one
            two
            \u001b[2A\r\u001b[Jthree
            \u001b[1A\r\u001b[J\
            """);
  }

  @Test
  void aWindowThatBecomesNarrowerIsDrawnOverAsFarAsItsLinesReach() throws Exception {
    try (DumbTerminal window = window(40);
        Foot foot = new Foot(terminal(window))) {
      foot.show(List.of("x".repeat(100)));
      window.setSize(new Size(20, 10));
      foot.show(List.of());
    }

    assertThat(out.toString(UTF_8)).isEqualTo("x".repeat(39) + "\n\u001b[2A\r\u001b[J");
  }

  private Terminal terminal(DumbTerminal window) {
    return new Terminal(
        new BufferedReader(new StringReader("")), out, out, Optional.of(new Screen(() -> window)));
  }

  private DumbTerminal window(int columns) throws Exception {
    DumbTerminal window =
        new DumbTerminal("test", "ansi", InputStream.nullInputStream(), out, UTF_8);
    window.setSize(new Size(columns, 10));
    return window;
  }
}
