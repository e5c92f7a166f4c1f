package dev.attune.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.cli.session.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TailTest {
  @TempDir Path directory;

  @Test
  void whatIsAddedIsHandedOnOnceItsLineIsWhole() throws IOException {
    Path log = Files.writeString(directory.resolve("trainer.log"), "one\ntwo\nthr");
    List<String> added = new ArrayList<>();

    try (Tail tail = new Tail(log)) {
      assertThat(tail.last(1, false)).containsExactly("two");
      tail.follow(new Writing(log, "ee\nfo", "ur\n"), added::add);
    } finally {
      Thread.interrupted();
    }

    assertThat(added).containsExactly("three", "four");
  }

  /** Each wait adds to the log; the last one is ended by the person. */
  private static final class Writing implements Pace {
    private final Path log;
    private final Deque<String> toCome;

    private Writing(Path log, String... pieces) {
      this.log = log;
      this.toCome = new ArrayDeque<>(List.of(pieces));
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public void pause(Duration duration) {
      if (toCome.isEmpty()) {
        Thread.currentThread().interrupt();
        return;
      }
      try {
        Files.writeString(log, toCome.removeFirst(), StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
