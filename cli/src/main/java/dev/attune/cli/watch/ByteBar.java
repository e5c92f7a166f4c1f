package dev.attune.cli.watch;

import dev.attune.cli.terminal.Printable;
import dev.attune.cli.terminal.Terminal;
import java.io.InputStream;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.wrapped.ProgressBarWrappedInputStream;
import org.jspecify.annotations.Nullable;

/** A bar over bytes that is drawn over itself, from the first that is known of them on. */
public final class ByteBar implements AutoCloseable {
  private static final String BACK = "\r";
  private static final long KILO = 1000;

  private final Terminal terminal;
  private final Consumer<String> screen;
  private @Nullable ProgressBar bar;

  public ByteBar(Terminal terminal) {
    this(terminal, terminal::printPart);
  }

  /** Beside what is printed to be read or piped on. */
  static ByteBar beside(Terminal terminal) {
    return new ByteBar(terminal, terminal::tellPart);
  }

  private ByteBar(Terminal terminal, Consumer<String> screen) {
    this.terminal = terminal;
    this.screen = screen;
  }

  /** {@code name} is what is being done now. */
  public void show(String name, long done, long total) {
    drawn(name, done, total);
  }

  /** The same bytes; the bar grows as they are read. */
  public InputStream reading(String name, InputStream bytes, long total) {
    return new ProgressBarWrappedInputStream(bytes, drawn(name, 0, total));
  }

  private ProgressBar drawn(String name, long done, long total) {
    ProgressBar drawn = bar == null ? build(total) : bar;
    bar = drawn;
    String message = " " + Printable.line(name);
    boolean isNew = !message.equals(drawn.getExtraMessage());
    drawn.setExtraMessage(message);
    drawn.maxHint(total);
    drawn.stepTo(done);
    if (isNew) {
      drawn.refresh(); // however soon the next follows
    }
    return drawn;
  }

  private ProgressBar build(long total) {
    boolean large = total >= KILO * KILO;
    return new ProgressBarBuilder()
        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
        .setInitialMax(total)
        .setUnit(large ? " MB" : " kB", large ? KILO * KILO : KILO)
        .setUpdateIntervalMillis(250)
        .continuousUpdate() // else a step in the very moment of a drawing is not drawn
        .setConsumer(
            new DelegatingProgressBarConsumer(
                line -> screen.accept(BACK + line), terminal.columns() - 1))
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      screen.accept(BACK + " ".repeat(terminal.columns() - 1) + BACK);
    }
  }
}
