package dev.attune.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole command in a process of its own, whose terminal is one of the kernel's. */
final class PseudoTerminal implements AutoCloseable {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  /** Whatever was started in the background ignores Ctrl-C, and so do all that it starts. */
  private static final String WITH_CONTROL_C = "env --default-signal=INT";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final OutputStream keyboard;
  private volatile String screen = ""; // only the thread that reads it writes it
  private int read;

  private PseudoTerminal(Process process) {
    this.process = process;
    this.keyboard = process.getOutputStream();
    Thread.ofVirtual().start(() -> show(process.getInputStream()));
  }

  /** 100 columns wide; skips the test where no pseudo-terminal can be made. */
  static PseudoTerminal start(Path directory, Map<String, String> variables, String... arguments)
      throws IOException {
    return running(directory, variables, String.join(" ", command(arguments)));
  }

  /** The same for another program; {@code command} is a line of a shell. */
  static PseudoTerminal running(Path directory, Map<String, String> variables, String command)
      throws IOException {
    assumeTrue(
        Files.isExecutable(SCRIPT) && Files.exists(Path.of("/dev/ptmx")),
        "no pseudo-terminal: /usr/bin/script of util-linux or /dev/ptmx is missing");
    ProcessBuilder builder =
        new ProcessBuilder(
                SCRIPT.toString(),
                "-qefc",
                "stty cols 100 rows 30; exec %s %s".formatted(WITH_CONTROL_C, command),
                "/dev/null")
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(variables);
    builder.environment().putAll(Map.of("TERM", "xterm", "HOME", directory.toString()));
    return new PseudoTerminal(builder.start());
  }

  private static List<String> command(String... arguments) {
    return List.of(
        "'%s'".formatted(ProcessHandle.current().info().command().orElseThrow()),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Dstdout.encoding=UTF-8",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        "'%s'".formatted(System.getProperty("java.class.path")),
        Main.class.getName(),
        String.join(" ", arguments));
  }

  PseudoTerminal type(String keys) throws IOException {
    keyboard.write(keys.getBytes(UTF_8));
    keyboard.flush();
    return this;
  }

  /** Waits until this is shown after all that was waited for before. */
  PseudoTerminal until(String text) throws InterruptedException {
    Instant latest = Instant.now().plus(PATIENCE);
    int found = screen.indexOf(text, read);
    while (found < 0) {
      assertThat(Instant.now()).as("%s in:%n%s", text, screen).isBefore(latest);
      Thread.sleep(20);
      found = screen.indexOf(text, read);
    }
    read = found + text.length();
    return this;
  }

  /** Everything that was shown, with the sequences that draw it. */
  String screen() {
    return screen;
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(screen()).isTrue();
    return process.exitValue();
  }

  private void show(InputStream out) {
    byte[] piece = new byte[4096];
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try {
      for (int n = out.read(piece); n >= 0; n = out.read(piece)) {
        shown.write(piece, 0, n);
        screen = shown.toString(UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
