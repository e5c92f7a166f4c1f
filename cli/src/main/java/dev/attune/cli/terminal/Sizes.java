package dev.attune.cli.terminal;

import java.util.List;
import java.util.Locale;

/** Sizes as a person reads them. */
public final class Sizes {
  private static final int STEP = 1000;
  private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB");

  private Sizes() {}

  /** Such as {@code 1.2 GB}. */
  public static String bytes(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= STEP && unit + 1 < UNITS.size()) {
      size /= STEP;
      unit++;
    }
    String format = unit == 0 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, format, size, UNITS.get(unit));
  }
}
