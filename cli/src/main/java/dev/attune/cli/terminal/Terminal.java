package dev.attune.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Standard input, output and error.
 *
 * @param interactive false when a program reads the output: plain lines then
 * @param columns characters of one line
 */
public record Terminal(
    BufferedReader in, PrintWriter out, PrintWriter err, boolean interactive, int columns) {
  private static final int USUAL_COLUMNS = 100;

  public static Terminal ofThisProcess(String columns) {
    return new Terminal(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        isTerminal(),
        columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS);
  }

  private static boolean isTerminal() {
    return Stream.ofNullable(System.console()).anyMatch(Console::isTerminal);
  }

  /** Prints a line to be read or piped on. */
  public void print(String line) {
    out.println(line);
    out.flush();
  }

  /** Prints without ending the line. */
  public void printPart(String text) {
    out.print(text);
    out.flush();
  }

  /** Prints what only a person wants to know. */
  public void tell(String line) {
    err.println(line);
    err.flush();
  }
}
