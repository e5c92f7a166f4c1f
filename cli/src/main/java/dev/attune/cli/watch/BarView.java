package dev.attune.cli.watch;

import dev.attune.cli.terminal.Terminal;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that is drawn over itself; messages stand above it. */
final class BarView implements WatchView {
  private static final String BACK = "\r";

  private final Terminal terminal;
  private @Nullable ProgressBar bar;
  private volatile Optional<Duration> left = Optional.empty();

  BarView(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void happened(String message) {
    if (bar != null) {
      terminal.printPart(BACK + " ".repeat(terminal.columns() - 1) + BACK);
    }
    terminal.print(message);
  }

  @Override
  public void stepped(StepProgress progress) {
    left = progress.left();
    ProgressBar shown = bar == null ? start(progress) : bar;
    bar = shown;
    shown.setExtraMessage(
        "%s%s"
            .formatted(
                progress.loss().map(" loss %.3f"::formatted).orElse(""),
                progress.tokensPerSecond().map("  %,.0f tokens/s"::formatted).orElse("")));
    shown.stepTo(progress.step());
  }

  private ProgressBar start(StepProgress progress) {
    return new ProgressBarBuilder()
        .setTaskName("Training")
        .setInitialMax(progress.totalSteps())
        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
        .setUpdateIntervalMillis(250)
        .setEtaFunction(_ -> left)
        .setConsumer(
            new DelegatingProgressBarConsumer(
                line -> terminal.printPart(BACK + line), terminal.columns() - 1))
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      terminal.print("");
    }
  }
}
