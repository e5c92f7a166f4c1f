package dev.attune.cli.terminal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A curve of one line. */
public final class Sparkline {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** The whole curve in at most {@code width} characters, each the mean of what falls into it. */
  public static String of(List<Double> values, int width) {
    int cells = Math.min(values.size(), Math.max(1, width));
    double[] means = IntStream.range(0, cells).mapToDouble(c -> mean(values, c, cells)).toArray();
    double min = IntStream.range(0, cells).mapToDouble(c -> means[c]).min().orElse(0);
    double max = IntStream.range(0, cells).mapToDouble(c -> means[c]).max().orElse(0);
    return IntStream.range(0, cells)
        .mapToObj(c -> level(means[c], min, max))
        .collect(Collectors.joining());
  }

  private static double mean(List<Double> values, int cell, int cells) {
    int from = (int) ((long) cell * values.size() / cells);
    int to = (int) ((long) (cell + 1) * values.size() / cells);
    return values.subList(from, to).stream().mapToDouble(it -> it).average().orElse(0);
  }

  private static String level(double value, double min, double max) {
    double height = max > min ? (value - min) / (max - min) : 0;
    int level = (int) Math.round(height * (LEVELS.length() - 1));
    return LEVELS.substring(level, level + 1);
  }
}
