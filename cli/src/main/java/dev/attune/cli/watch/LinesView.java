package dev.attune.cli.watch;

import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Terminal;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.finetuning.AttuneJob;

/**
 * One line for each thing that happened, for each quarter of the files that is read, and for about
 * each tenth of the steps.
 */
final class LinesView implements WatchView {
  private static final int LINES = 10;

  private final Terminal terminal;
  private final Quarters quarters = new Quarters();
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
  public void reading(AttuneJob.Validation read) {
    if (read.totalBytes() > 0 && quarters.reach(read.doneBytes(), read.totalBytes())) {
      terminal.print(
          "Reading the files: %s of %s"
              .formatted(Sizes.bytes(read.doneBytes()), Sizes.bytes(read.totalBytes())));
    }
  }

  @Override
  public void looked(String status, Course course) {}

  @Override
  public void close() {}
}
