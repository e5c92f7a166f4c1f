package dev.attune.cli.doctor;

import dev.attune.wire.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the clock runs after what it has stamped already. Without a network nothing else can be
 * told of it.
 *
 * @param stamped files, of which some need not be there
 */
record ClockCheck(Instant now, List<Path> stamped) implements Check {
  private static final String NAME = "clock";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  @Override
  public Finding look() {
    Instant said = now.truncatedTo(ChronoUnit.SECONDS);
    Optional<Instant> latest =
        stamped.stream().flatMap(ClockCheck::time).max(Comparator.naturalOrder());
    if (latest.filter(at -> at.isAfter(now.plus(TOLERANCE))).isPresent()) {
      return Finding.problem(
          NAME,
          "it says %s, but files of Attune are from %s"
              .formatted(said, latest.get().truncatedTo(ChronoUnit.SECONDS)),
          "Set it, by NTP if there is a network; times of expiry depend on it");
    }
    return Finding.ok(NAME, said.toString());
  }

  private static Stream<Instant> time(Path file) {
    try {
      return Stream.of(Files.getLastModifiedTime(file).toInstant());
    } catch (IOException notThere) {
      return Stream.empty();
    }
  }
}
