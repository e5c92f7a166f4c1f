package dev.attune.cli.watch;

import dev.attune.cli.terminal.Printable;
import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Terminal;
import dev.attune.wire.finetuning.DraftWork;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the files of a job are read that is only thought about: a bar over all of them where a
 * person watches, else lines; either beside the output.
 */
public final class DraftView implements AutoCloseable {
  private final Terminal terminal;
  private final Map<String, DraftWork.Progress> parts = new LinkedHashMap<>();
  private final Quarters quarters = new Quarters();
  private @Nullable ByteBar bar;

  public DraftView(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Shows one line of the server's answer. */
  public void show(DraftWork.Progress progress) {
    boolean isNew = parts.put(progress.name(), progress) == null;
    long done = parts.values().stream().mapToLong(DraftWork.Progress::done).sum();
    long total = parts.values().stream().mapToLong(DraftWork.Progress::total).sum();
    String name = Printable.line(progress.name());
    if (terminal.isInteractive()) {
      bar().show(name, done, total);
    } else if (progress.total() == 0 && isNew) {
      terminal.tell(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    } else if (progress.total() > 0 && quarters.reach(done, total)) {
      terminal.tell("Reading %s: %s of %s".formatted(name, Sizes.bytes(done), Sizes.bytes(total)));
    }
  }

  private ByteBar bar() {
    ByteBar shown = bar == null ? ByteBar.beside(terminal) : bar;
    bar = shown;
    return shown;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
