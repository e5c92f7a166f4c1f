package dev.attune.server.work;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Progress as lines: what has changed, or after a while the last line again.
 *
 * @param <L> what a line is
 */
public final class ProgressLines<L> {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Supplier<List<L>> changes;
  private final Consumer<L> listener;
  private @Nullable L last;
  private long toldAt;

  /**
   * Nothing is told yet.
   *
   * @param changes what is not as it was when this was asked before
   */
  public ProgressLines(Supplier<List<L>> changes, Consumer<L> listener) {
    this.changes = changes;
    this.listener = listener;
  }

  /** Tells what there is to tell now. */
  public void tell() {
    changes.get().forEach(this::say);
    if (last != null && System.nanoTime() - toldAt > SILENCE.toNanos()) {
      say(last);
    }
  }

  private void say(L line) {
    listener.accept(line);
    last = line;
    toldAt = System.nanoTime();
  }
}
