package dev.attune.cli.logs;

import dev.attune.cli.session.Pace;
import dev.attune.cli.terminal.Printable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The end of a log, and what is added to it. */
final class Tail implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int PIECE = 1 << 13;

  private final Path file;
  private final Reader reader;
  private final StringBuilder unfinished = new StringBuilder();

  Tail(Path file) {
    this.file = file;
    try {
      this.reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Logs.unreadable(file, e);
    }
  }

  /** The last lines that are there; one that is not ended is left to {@link #follow} or taken. */
  Deque<String> last(int lines, boolean takesUnfinished) {
    Deque<String> kept = new ArrayDeque<>();
    readOn(line -> keep(kept, line, lines));
    if (takesUnfinished && !unfinished.isEmpty()) {
      keep(kept, Printable.line(unfinished.toString()), lines);
    }
    return kept;
  }

  /** Hands on each line that is added, until the thread is interrupted. */
  void follow(Pace pace, Consumer<String> listener) {
    while (!Thread.currentThread().isInterrupted()) {
      readOn(listener);
      pace.pause(BETWEEN_LOOKS);
    }
  }

  private void readOn(Consumer<String> listener) {
    char[] piece = new char[PIECE];
    try {
      for (int read = reader.read(piece); read > 0; read = reader.read(piece)) {
        unfinished.append(piece, 0, read);
        handOn(listener);
      }
    } catch (IOException e) {
      throw Logs.unreadable(file, e);
    }
  }

  private void handOn(Consumer<String> listener) {
    int start = 0;
    for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n", start)) {
      listener.accept(Printable.line(unfinished.substring(start, end)).stripTrailing());
      start = end + 1;
    }
    unfinished.delete(0, start);
  }

  private static void keep(Deque<String> kept, String line, int most) {
    kept.addLast(line);
    if (kept.size() > most) {
      kept.removeFirst();
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw Logs.unreadable(file, e);
    }
  }
}
