package dev.attune.cli.watch;

import dev.attune.cli.terminal.Terminal;

/** Where a watched job is shown. */
public sealed interface WatchView extends AutoCloseable permits BarView, LinesView, NoView {

  /** Something happened. */
  void happened(String message);

  /** A step is done. */
  void stepped(StepProgress progress);

  @Override
  void close();

  /** For a program that only wants the end. */
  static WatchView none() {
    return new NoView();
  }

  /** A bar for a person, lines for a program. */
  static WatchView of(Terminal terminal) {
    return terminal.isInteractive() ? new BarView(terminal) : new LinesView(terminal);
  }
}
