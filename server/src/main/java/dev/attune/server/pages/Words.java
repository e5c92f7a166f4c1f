package dev.attune.server.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people read them. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final DateTimeFormatter EXACT_TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Words() {}

  /** In the time of the machine, which is the reader's for most. */
  static String time(Instant time) {
    return TIME.format(time);
  }

  static String exactTime(Instant time) {
    return EXACT_TIME.format(time);
  }

  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    return seconds < 86_400
        ? "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60)
        : "%d d %d h".formatted(seconds / 86_400, seconds / 3600 % 24);
  }

  static String loss(double loss) {
    return String.format(Locale.ROOT, "%.4f", loss);
  }

  static String lossOrDash(@Nullable Double loss) {
    return loss == null ? "–" : loss(loss);
  }

  static String percentOrDash(@Nullable Double share) {
    return share == null ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }

  /** What lies in a folder. */
  static String sizeOf(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes(bytes);
    } catch (IOException gone) {
      return "not on disk";
    }
  }
}
