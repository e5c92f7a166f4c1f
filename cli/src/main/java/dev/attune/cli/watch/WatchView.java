package dev.attune.cli.watch;

import dev.attune.cli.terminal.Terminal;

/** Where a watched job is shown. */
public sealed interface WatchView extends AutoCloseable permits BarView, LinesView {

  /** Something happened. */
  void happened(String message);

  /** A step is done. */
  void stepped(StepProgress progress);

  @Override
  void close();

  /** A bar for a person, lines for a program. */
  static WatchView of(Terminal terminal) {
    return terminal.interactive() ? new BarView(terminal) : new LinesView(terminal);
  }
}
