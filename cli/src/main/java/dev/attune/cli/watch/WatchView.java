package dev.attune.cli.watch;

import dev.attune.cli.terminal.Terminal;
import dev.attune.wire.finetuning.AttuneJob;

/** Where a watched job is shown. */
public sealed interface WatchView extends AutoCloseable permits LiveView, LinesView, NoView {

  /** Something happened. */
  void happened(String message);

  /** A step is done. */
  void stepped(StepProgress progress);

  /** So much of its files is read; told with each look while they are. */
  void reading(AttuneJob.Validation read);

  /** All that is new was shown; so it stands now. */
  void looked(String status, Course course);

  @Override
  void close();

  /** For a program that only wants the end. */
  static WatchView none() {
    return new NoView();
  }

  /** Curves for a person, lines for a program. */
  static WatchView of(Terminal terminal) {
    return terminal.isInteractive() ? new LiveView(terminal) : new LinesView(terminal);
  }
}
