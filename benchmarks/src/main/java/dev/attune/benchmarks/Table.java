package dev.attune.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown of which each row is printed once it is known. */
final class Table {
  /** Stands where a peer is absent. */
  static final String NOT_RUN = "not run";

  Table(String... titles) {
    row(titles[0], List.of(titles).subList(1, titles.length));
    row("---", Collections.nCopies(titles.length - 1, "---:"));
  }

  void row(String what, List<String> cells) {
    List<String> all = new ArrayList<>(List.of(what));
    all.addAll(cells);
    System.out.println("| " + String.join(" | ", all) + " |");
  }
}
