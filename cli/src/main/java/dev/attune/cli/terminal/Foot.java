package dev.attune.cli.terminal;

import java.util.List;

/** Lines at the foot of the screen that are drawn over themselves; all else scrolls above them. */
public final class Foot implements AutoCloseable {
  private static final String ERASE_BELOW = "\r\u001b[J";

  private final Terminal terminal;
  private List<String> shown = List.of();

  public Foot(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Shows these instead of those before. */
  public void show(List<String> lines) {
    int columns = terminal.columns();
    List<String> fitting = lines.stream().map(line -> cut(line, columns - 1)).toList();
    terminal.printPart(erased() + block(fitting));
    shown = fitting;
  }

  /** Prints a line that stays, above. */
  public void above(String line) {
    terminal.printPart(erased() + line + "\n" + block(shown));
  }

  /** Takes the lines away. */
  @Override
  public void close() {
    terminal.printPart(erased());
    shown = List.of();
  }

  /** A window that became narrower has wrapped the lines that stand there. */
  private String erased() {
    if (shown.isEmpty()) {
      return "";
    }
    int columns = terminal.columns();
    int rows =
        shown.stream().mapToInt(line -> Math.max(1, Math.ceilDiv(line.length(), columns))).sum();
    return "\u001b[%dA".formatted(rows) + ERASE_BELOW;
  }

  private static String block(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static String cut(String line, int columns) {
    return line.length() <= columns ? line : line.substring(0, columns);
  }
}
