package dev.attune.cli.watch;

import dev.attune.cli.terminal.Terminal;
import dev.attune.cli.terminal.Times;

/** One line for each thing that happened, and for about each tenth of the steps. */
final class LinesView implements WatchView {
  private static final int LINES = 10;

  private final Terminal terminal;
  private int tenth;

  LinesView(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void happened(String message) {
    terminal.print(message);
  }

  @Override
  public void stepped(StepProgress progress) {
    int reached = (int) ((long) progress.step() * LINES / progress.totalSteps());
    if (reached <= tenth) {
      return;
    }
    tenth = reached;
    terminal.print(
        "Step %d/%d%s%s%s%s"
            .formatted(
                progress.step(),
                progress.totalSteps(),
                progress.loss().map(", training loss %.3f"::formatted).orElse(""),
                progress.validLoss().map(", validation loss %.3f"::formatted).orElse(""),
                progress.tokensPerSecond().map(", %,.0f tokens/s"::formatted).orElse(""),
                progress.left().map(left -> ", %s left".formatted(Times.span(left))).orElse("")));
  }

  @Override
  public void looked(String status, Course course) {}

  @Override
  public void close() {}
}
