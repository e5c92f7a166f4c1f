package dev.attune.cli.logs;

import dev.attune.cli.session.Pace;
import dev.attune.cli.terminal.Printable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of a log, and what is added to it. */
final class Tail implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int PIECE = 1 << 13;

  private final Path file;
  private final StringBuilder unfinished = new StringBuilder();
  private Opened opened;

  Tail(Path file) {
    this.file = file;
    try {
      this.opened = Opened.of(file);
    } catch (IOException e) {
      throw Logs.unreadable(file, e);
    }
  }

  /**
   * The file that now has the log's name.
   *
   * @param key tells it from another one of that name; null where the system has no such thing
   */
  private record Opened(FileChannel channel, Reader reader, @Nullable Object key) {
    static Opened of(Path file) throws IOException {
      FileChannel channel = FileChannel.open(file);
      Reader reader =
          new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8);
      return new Opened(channel, reader, attributes(file).fileKey());
    }

    /** Whether what was read to its end is no more what the name means. */
    boolean isPast(Path file) throws IOException {
      return channel.size() < channel.position()
          || !Objects.equals(attributes(file).fileKey(), key);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
      return Files.readAttributes(file, BasicFileAttributes.class);
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

  /**
   * Hands on each line that is added, until the thread is interrupted. A file that was cut short,
   * or another one of this name, is read from its beginning.
   */
  void follow(Pace pace, Consumer<String> listener) {
    while (!Thread.currentThread().isInterrupted()) {
      readOn(listener);
      if (beganAnew()) {
        endUnfinished(listener);
      } else {
        pace.pause(BETWEEN_LOOKS);
      }
    }
  }

  private boolean beganAnew() {
    try {
      if (!opened.isPast(file)) {
        return false;
      }
      opened.reader().close();
      opened = Opened.of(file);
      return true;
    } catch (NoSuchFileException e) {
      return false; // the next one of this name is awaited
    } catch (IOException e) {
      throw Logs.unreadable(file, e);
    }
  }

  private void endUnfinished(Consumer<String> listener) {
    if (!unfinished.isEmpty()) {
      listener.accept(Printable.line(unfinished.toString()));
      unfinished.setLength(0);
    }
  }

  private void readOn(Consumer<String> listener) {
    char[] piece = new char[PIECE];
    try {
      for (int read = opened.reader().read(piece); read > 0; read = opened.reader().read(piece)) {
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
      opened.reader().close();
    } catch (IOException e) {
      throw Logs.unreadable(file, e);
    }
  }
}
