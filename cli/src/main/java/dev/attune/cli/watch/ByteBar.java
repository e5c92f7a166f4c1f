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

/** A bar over bytes that is drawn over itself. */
public final class ByteBar implements AutoCloseable {
  private static final String BACK = "\r";
  private static final long MEBIBYTE = 1 << 20;

  private final ProgressBar bar;
  private final Terminal terminal;
  private final Consumer<String> screen;

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
    this.bar =
        new ProgressBarBuilder()
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
            .setUnit(" MB", MEBIBYTE)
            .setUpdateIntervalMillis(250)
            .continuousUpdate() // else a step in the very moment of a drawing is not drawn
            .setConsumer(
                new DelegatingProgressBarConsumer(
                    line -> screen.accept(BACK + line), terminal.columns() - 1))
            .build();
  }

  /** {@code name} is what is being done now. */
  public void show(String name, long done, long total) {
    bar.setExtraMessage(" " + Printable.line(name));
    bar.maxHint(total);
    bar.stepTo(done);
  }

  /** The same bytes; the bar grows as they are read. */
  public InputStream reading(String name, InputStream bytes, long total) {
    show(name, 0, total);
    return new ProgressBarWrappedInputStream(bytes, bar);
  }

  @Override
  public void close() {
    bar.close();
    screen.accept(BACK + " ".repeat(terminal.columns() - 1) + BACK);
  }
}
