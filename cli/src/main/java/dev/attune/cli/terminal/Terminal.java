package dev.attune.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Standard input, output and error. */
public final class Terminal {
  private static final int USUAL_COLUMNS = 100;

  private final BufferedReader in;
  private final OutputStream bytes;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Shape shape;

  /**
   * How text is shown.
   *
   * @param interactive false when a program reads the output: plain lines then
   * @param columns characters of one line
   */
  public record Shape(boolean interactive, int columns) {}

  public Terminal(BufferedReader in, OutputStream out, OutputStream err, Shape shape) {
    this.in = in;
    this.bytes = out;
    this.out = new PrintWriter(out, true, StandardCharsets.UTF_8);
    this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
    this.shape = shape;
  }

  /**
   * The terminal of this process.
   *
   * @param columns as the shell says it, which may be nothing
   */
  public static Terminal ofThisProcess(String columns) {
    return new Terminal(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        System.out,
        System.err,
        new Shape(
            Stream.ofNullable(System.console()).anyMatch(Console::isTerminal),
            columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS));
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

  public boolean isInteractive() {
    return shape.interactive();
  }

  public int columns() {
    return shape.columns();
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

  /** Prints what only a person wants to know. */
  public void tell(String line) {
    err.println(line);
  }
}
