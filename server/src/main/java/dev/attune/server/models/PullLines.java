package dev.attune.server.models;

import dev.attune.server.hub.FileProgress;
import dev.attune.server.hub.PullProgress;
import dev.attune.wire.models.ModelWork;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pull as lines: what has changed, or after a while the last line again. */
final class PullLines {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final PullProgress progress;
  private final Consumer<ModelWork> listener;
  private @Nullable ModelWork last;
  private long toldAt;

  PullLines(PullProgress progress, Consumer<ModelWork> listener) {
    this.progress = progress;
    this.listener = listener;
  }

  void tell() {
    for (FileProgress file : progress.changes()) {
      say(new ModelWork.Progress(file.name(), file.done(), file.total()));
    }
    if (last != null && System.nanoTime() - toldAt > SILENCE.toNanos()) {
      say(last);
    }
  }

  private void say(ModelWork line) {
    listener.accept(line);
    last = line;
    toldAt = System.nanoTime();
  }
}
