package dev.attune.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Standard input, output and error. */
public final class Terminal {
  private static final int USUAL_COLUMNS = 100;

  private final BufferedReader in;
  private final OutputStream bytes;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Optional<Screen> screen;

  /**
   * @param screen empty when a program reads the output: plain lines then
   */
  public Terminal(BufferedReader in, OutputStream out, OutputStream err, Optional<Screen> screen) {
    this.in = in;
    this.bytes = out;
    this.out = new PrintWriter(out, true, StandardCharsets.UTF_8);
    this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
    this.screen = screen;
  }

  /** The terminal of this process; {@code variables} are those of its environment. */
  public static Terminal ofThisProcess(Map<String, String> variables) {
    boolean person =
        Stream.ofNullable(System.console()).anyMatch(Console::isTerminal)
            && !variables.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        System.out,
        System.err,
        person ? Optional.of(Screen.ofThisProcess()) : Optional.empty());
  }

  public BufferedReader in() {
    return in;
  }

  public PrintWriter out() {
    return out;
  }

  public PrintWriter err() {
    return err;
  }

  /** Where a person sits; empty when a program reads the output. */
  public Optional<Screen> screen() {
    return screen;
  }

  public boolean isInteractive() {
    return screen.isPresent();
  }

  /** Characters of one line, now. */
  public int columns() {
    return screen.map(Screen::columns).orElse(USUAL_COLUMNS);
  }

  /** Prints a line to be read or piped on. */
  public void print(String line) {
    out.println(line);
  }

  /** Prints without ending the line. */
  public void printPart(String text) {
    out.print(text);
    out.flush();
  }

  /** Prints bytes as they are, however many. */
  public void copy(InputStream from) throws IOException {
    out.flush();
    from.transferTo(bytes);
    bytes.flush();
  }

  /** Prints what only a person wants to know, without ending the line. */
  public void tellPart(String text) {
    err.print(text);
    err.flush();
  }

  /** Prints what only a person wants to know. */
  public void tell(String line) {
    err.println(line);
  }
}
