package dev.attune.cli.commands;

import dev.attune.cli.terminal.Terminal;
import dev.attune.wire.finetuning.FilesReport;
import java.util.List;
import java.util.stream.Collectors;

/** A report of files as a terminal shows it. What is learnt stands in {@code [[…]]}. */
final class ReportText {
  private static final int BAR = 40;

  private final Terminal terminal;
  private final FilesReport report;

  ReportText(Terminal terminal, FilesReport report) {
    this.terminal = terminal;
    this.report = report;
  }

  void print() {
    print("Training file", report.training(), "The same as an earlier line");
    if (report.validation() != null) {
      print(
          "Validation file",
          report.validation(),
          "Also in the training file, or the same as an earlier line");
    }
  }

  private void print(String title, FilesReport.Contents file, String doubles) {
    terminal.print(
        "%s: %,d examples, %,d tokens, of which %,d are learnt; the longest has %,d of %,d"
            .formatted(
                title,
                file.examples(),
                file.tokens(),
                file.lossTokens(),
                file.longest(),
                report.context()));
    long most = file.lengths().stream().mapToLong(FilesReport.Bar::examples).max().orElse(1);
    for (FilesReport.Bar bar : file.lengths()) {
      terminal.print(
          "  up to %,7d tokens %-40s %,d"
              .formatted(
                  bar.upTo(),
                  "█".repeat((int) (BAR * bar.examples() / Math.max(1, most))),
                  bar.examples()));
    }
    if (file.tooLong().count() > 0) {
      terminal.print("Too long for the model: " + lines(file.tooLong()));
    }
    if (file.duplicates().count() > 0) {
      terminal.print("Warning: " + doubles + ": " + lines(file.duplicates()));
    }
    file.warnings().forEach(warning -> terminal.print("Warning: " + warning));
    file.shown().forEach(this::print);
  }

  private void print(FilesReport.Shown example) {
    for (List<FilesReport.Piece> text : example.texts()) {
      terminal.print("Line %d:".formatted(example.line()));
      terminal.print(
          text.stream()
              .map(piece -> piece.learnt() ? "[[" + piece.text() + "]]" : piece.text())
              .collect(Collectors.joining())
              .indent(2)
              .stripTrailing());
    }
  }

  private static String lines(FilesReport.Lines lines) {
    return "%,d (line %s%s)"
        .formatted(
            lines.count(),
            lines.lines().stream().map(String::valueOf).collect(Collectors.joining(", ")),
            lines.count() > lines.lines().size() ? ", …" : "");
  }
}
