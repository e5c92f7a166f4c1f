package dev.attune.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows whose cells stand under each other, two spaces apart. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  public Table row(Object... cells) {
    rows.add(Arrays.stream(cells).map(Table::line).toList());
    return this;
  }

  /** The lines of the table, the heads first. */
  public List<String> lines() {
    int columns = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> padded(row, widths)).toList();
  }

  public void printTo(Terminal terminal) {
    lines().forEach(terminal::print);
  }

  private static String padded(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> row.get(c) + " ".repeat(widths[c] - row.get(c).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  /** A cell never breaks its row, nor does it control the terminal. */
  private static String line(Object cell) {
    return Printable.line(cell.toString());
  }
}
