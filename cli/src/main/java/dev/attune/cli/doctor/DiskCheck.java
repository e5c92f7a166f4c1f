package dev.attune.cli.doctor;

import dev.attune.cli.terminal.Sizes;
import dev.attune.wire.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Whether the data directory can be written to and has room; one that is not there yet is judged by
 * the folder that it would be made in.
 *
 * @param freeBytes of the disk that a folder is on, below 0 when nobody says
 */
record DiskCheck(Path dataDirectory, ToLongFunction<Path> freeBytes) implements Check {
  private static final String NAME = "disk";
  private static final long LEAST = 1L << 30;
  private static final long COMFORTABLE = 10L << 30;
  private static final String MAKE_ROOM =
      "Free some, or choose a --data-dir on a larger disk; checkpoints of a job need room";

  static DiskCheck of(Path dataDirectory) {
    return new DiskCheck(dataDirectory, DiskCheck::usable);
  }

  @Override
  public Finding look() {
    Path folder = existing();
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return Finding.problem(
          NAME,
          "%s cannot be written to".formatted(folder),
          "Give this user the right to, or choose another --data-dir");
    }
    long free = freeBytes.applyAsLong(folder);
    String message = "%s free for %s".formatted(Sizes.bytes(free), dataDirectory);
    if (free < 0) {
      return Finding.warning(
          NAME, "the room for %s is not known".formatted(dataDirectory), "Look with 'df'");
    }
    if (free < LEAST) {
      return Finding.problem(NAME, message, MAKE_ROOM);
    }
    return free < COMFORTABLE
        ? Finding.warning(NAME, message, MAKE_ROOM)
        : Finding.ok(NAME, message);
  }

  private Path existing() {
    return Stream.iterate(dataDirectory, Objects::nonNull, Path::getParent)
        .filter(Files::exists)
        .findFirst()
        .orElse(dataDirectory);
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }
}
