package dev.attune.cli.watch;

import dev.attune.cli.terminal.Foot;
import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Sparkline;
import dev.attune.cli.terminal.Terminal;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.finetuning.AttuneJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bar and the curves of the losses, drawn over themselves; messages stand above them. */
final class LiveView implements WatchView {
  private static final String TURNING = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final int FEWEST_CELLS = 10;
  private static final int WIDEST_BAR = 40;

  /** Of a name before a curve and the numbers behind it. */
  private static final int AROUND_CURVE = 32;

  private final Terminal terminal;
  private final Foot foot;
  private Optional<String> reading = Optional.empty();
  private int looks;

  LiveView(Terminal terminal) {
    this.terminal = terminal;
    this.foot = new Foot(terminal);
  }

  @Override
  public void happened(String message) {
    foot.above(message);
  }

  /** A past of thousands of steps is drawn once, when all of it was read. */
  @Override
  public void stepped(StepProgress progress) {}

  @Override
  public void reading(AttuneJob.Validation read) {
    reading =
        Optional.of(
            bar(
                read.doneBytes(),
                read.totalBytes(),
                " %3d%%  reading the files, %s of %s"
                    .formatted(
                        100 * read.doneBytes() / Math.max(1, read.totalBytes()),
                        Sizes.bytes(read.doneBytes()),
                        Sizes.bytes(read.totalBytes()))));
  }

  @Override
  public void looked(String status, Course course) {
    List<String> lines = new ArrayList<>();
    lines.add(turn() + " " + reading.or(() -> course.newest().map(this::progress)).orElse(status));
    reading = Optional.empty();
    addCurve(lines, "training loss", course.losses());
    addCurve(lines, "validation loss", course.validLosses());
    foot.show(lines);
  }

  private String progress(StepProgress step) {
    String numbers =
        " %3d%%  step %d/%d%s%s"
            .formatted(
                100L * step.step() / Math.max(1, step.totalSteps()),
                step.step(),
                step.totalSteps(),
                step.tokensPerSecond().map("  %,.0f tokens/s"::formatted).orElse(""),
                step.left().map(left -> "  %s left".formatted(Times.span(left))).orElse(""));
    return bar(step.step(), step.totalSteps(), numbers);
  }

  private String bar(long done, long total, String numbers) {
    int cells = Math.clamp(terminal.columns() - 3L - numbers.length(), FEWEST_CELLS, WIDEST_BAR);
    int full = (int) (cells * done / Math.max(1, total));
    return "█".repeat(full) + "░".repeat(cells - full) + numbers;
  }

  private void addCurve(List<String> lines, String name, List<Double> values) {
    if (!values.isEmpty()) {
      int room = Math.max(FEWEST_CELLS, terminal.columns() - AROUND_CURVE);
      lines.add(
          "%-15s %s %.3f → %.3f"
              .formatted(name, Sparkline.of(values, room), values.getFirst(), values.getLast()));
    }
  }

  private String turn() {
    int frame = looks++ % TURNING.length();
    return TURNING.substring(frame, frame + 1);
  }

  @Override
  public void close() {
    foot.close();
  }
}
