package dev.attune.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.attune.data.ModelText;
import dev.attune.data.check.ExampleLimits;
import dev.attune.data.check.FileRole;
import dev.attune.data.check.TrainingFile;
import dev.attune.data.example.EncodedItem;
import dev.attune.data.example.LineFormat;
import dev.attune.data.lines.ReadListener;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A training file becomes tokens as it does for a trainer. */
final class ReadingSpeed {
  private static final int CONTEXT = 4096;

  private final Path model;
  private final Path file;
  private final boolean keeps;
  private final List<EncodedItem> kept = new ArrayList<>();
  private long tokens;
  private long heapEarly;

  private ReadingSpeed(Path model, Path file, boolean keeps) {
    this.model = model;
    this.file = file;
    this.keeps = keeps;
  }

  /**
   * Prints megabytes a second, the same for each core that was busy, the heap at a tenth of the
   * file and at its end, examples and tokens.
   *
   * @param arguments the model, the file, and whether the examples are kept, as a trainer does
   */
  public static void main(String[] arguments) throws Exception {
    new ReadingSpeed(
            Path.of(arguments[0]), Path.of(arguments[1]), Boolean.parseBoolean(arguments[2]))
        .measure();
  }

  private void measure() throws Exception {
    long examples;
    try (Stream<String> lines = Files.lines(file)) {
      examples = lines.count();
    }
    try (ModelText text = ModelText.load(model)) {
      long cpu = cpuNanos();
      long start = System.nanoTime();
      new TrainingFile(
              file,
              FileRole.TRAINING,
              LineFormat.SUPERVISED,
              text,
              new ExampleLimits(CONTEXT, CONTEXT))
          .encode(
              (line, encoding) -> take(line == examples / 10, encoding.item()), ReadListener.NONE);
      double seconds = (System.nanoTime() - start) / 1e9;
      double busy = (cpuNanos() - cpu) / 1e9;
      double megabytes = Files.size(file) / 1e6;
      System.out.printf(
          "%.3f\t%.3f\t%d\t%d\t%d\t%d%n",
          megabytes / seconds, megabytes / busy, heapEarly, heap(), examples, tokens);
    }
    Objects.requireNonNull(kept); // until here, as in a trainer
  }

  private void take(boolean early, EncodedItem example) {
    tokens += example.tokens();
    if (keeps) {
      kept.add(example);
    }
    if (early) {
      heapEarly = heap();
    }
  }

  /** Bytes of what is still needed. */
  private static long heap() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Of all threads. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
