package dev.attune.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The window that a person looks at and the keyboard before it, opened when it is first asked. */
public final class Screen {
  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 20;

  private final Supplier<org.jline.terminal.Terminal> opening;
  private org.jline.terminal.@Nullable Terminal device;

  public Screen(Supplier<org.jline.terminal.Terminal> opening) {
    this.opening = opening;
  }

  static Screen ofThisProcess() {
    return new Screen(Screen::open);
  }

  /** Characters of one line, now; a person may pull at the window. */
  public int columns() {
    int columns = device().getWidth();
    return columns == 0 ? USUAL_COLUMNS : Math.max(FEWEST_COLUMNS, columns);
  }

  /** For line editing. */
  public synchronized org.jline.terminal.Terminal device() {
    org.jline.terminal.Terminal opened = device == null ? opening.get() : device;
    device = opened;
    return opened;
  }

  /** Signals stay with Java until somebody asks for one: Ctrl-C ends what a command started. */
  private static org.jline.terminal.Terminal open() {
    try {
      return TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
