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
      tail.follow(
          new Acting(new ArrayDeque<>(List.of(append(log, "ee\nfo"), append(log, "ur\n")))),
          added::add);
    } finally {
      Thread.interrupted();
    }

    assertThat(added).containsExactly("three", "four");
  }

  @Test
  void aFileThatIsCutShortIsReadFromItsBeginning() throws IOException {
    Path log = Files.writeString(directory.resolve("trainer.log"), "one\ntwo\nthr");

    assertThat(followed(log, () -> Files.writeString(log, "1\n"))).containsExactly("thr", "1");
  }

  @Test
  void aFileThatAnotherOneReplacesIsReadToItsEndAndTheOtherFromItsBeginning() throws IOException {
    Path log = Files.writeString(directory.resolve("trainer.log"), "one\n");

    List<String> added =
        followed(
            log,
            () -> {
              Files.writeString(log, "two\n", StandardOpenOption.APPEND);
              Files.move(log, directory.resolve("trainer.log.1"));
            },
            () -> Files.writeString(log, "a new and longer one\nand more\n"));

    assertThat(added).containsExactly("two", "a new and longer one", "and more");
  }

  private static Act append(Path log, String text) {
    return () -> Files.writeString(log, text, StandardOpenOption.APPEND);
  }

  /** Something that is done to a file. */
  private interface Act {
    void run() throws IOException;
  }

  /** What is handed on after the first look, while one thing after the other happens. */
  private static List<String> followed(Path log, Act... acts) {
    List<String> added = new ArrayList<>();
    Deque<Act> toCome = new ArrayDeque<>(List.of(acts));
    try (Tail tail = new Tail(log)) {
      tail.last(9, false);
      tail.follow(new Acting(toCome), added::add);
    } finally {
      Thread.interrupted();
    }
    return added;
  }

  /** Each wait lets one thing happen; the last one is ended by the person. */
  private record Acting(Deque<Act> toCome) implements Pace {
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
        toCome.removeFirst().run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
