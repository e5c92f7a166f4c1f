package dev.attune.platform.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a child process says, line by line, with a limit to how long one is waited for. */
final class OutputLines {
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

  /** What was heard. */
  sealed interface Said {
    /** One more line. */
    record Line(String text) implements Said {}

    /** Nothing came in time; more may follow. */
    record Nothing() implements Said {}

    /** The process ended, or closed its output. */
    record End() implements Said {}
  }

  OutputLines(BufferedReader out) {
    Thread.ofVirtual().name("worker-output").start(() -> read(out));
  }

  /** Waits for the next line; behind the end comes the end again. */
  Said next(Duration patience) throws InterruptedException {
    @Nullable Said next = said.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      return new Said.Nothing();
    }
    if (next instanceof Said.End) {
      said.add(next);
    }
    return next;
  }

  private void read(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(new Said.Line(line));
      }
    } catch (IOException e) {
      // As good as the end.
    }
    said.add(new Said.End());
  }
}
