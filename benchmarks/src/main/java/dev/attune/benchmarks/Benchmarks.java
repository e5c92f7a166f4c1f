package dev.attune.benchmarks;

import dev.attune.torch.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs every measurement, each in a process of its own, and prints one table. */
public final class Benchmarks {
  private static final int TRAINING_STEPS = 8;
  private static final int DECODED_TOKENS = 96;
  private static final int PEER_STEPS = 5;
  private static final int AT_ONCE = 8;
  private static final List<TrainingShape> SHAPES =
      List.of(new TrainingShape(4, 256), new TrainingShape(8, 512));

  private final Path folder;
  private final int threads;
  private final @Nullable Peer peer;

  private Benchmarks(Path folder, int threads, @Nullable Peer peer) {
    this.folder = folder;
    this.threads = threads;
    this.peer = peer;
  }

  /**
   * Prints the table as Markdown.
   *
   * @param arguments nothing, or a folder for models with random weights, and behind it the command
   *     of a Python that has transformers and PEFT
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("bench");
    List<String> python =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    Benchmarks benchmarks =
        new Benchmarks(
            folder,
            Runtime.getRuntime().availableProcessors(),
            python.isEmpty() ? null : new Peer(python));
    System.out.printf(
        "Measured on %s with `bin/benchmarks`: %s, %d cores, JDK %s.%n%n",
        LocalDate.now(ZoneId.systemDefault()),
        Machine.processor(),
        benchmarks.threads,
        Runtime.version().feature());
    benchmarks.training();
    benchmarks.decoding();
    benchmarks.routes();
  }

  private void training() throws IOException {
    print(
        "Training",
        "tokens/s",
        "share of the GEMM peak",
        "peak memory",
        "transformers + PEFT",
        "speed",
        "memory");
    for (LlamaSize size : LlamaSize.values()) {
      for (TrainingShape shape : SHAPES) {
        for (String tuning : List.of("lora", "full")) {
          training(size, shape, tuning);
        }
      }
    }
    System.out.println();
  }

  private void training(LlamaSize size, TrainingShape shape, String tuning) throws IOException {
    List<String> ours =
        new ChildProcess(TrainingSpeed.class)
            .run(
                size.name(),
                model(size).toString(),
                tuning,
                String.valueOf(threads),
                String.valueOf(TRAINING_STEPS),
                String.valueOf(shape.batch()),
                String.valueOf(shape.sequence()));
    double rate = Double.parseDouble(ours.get(0));
    double memory = Double.parseDouble(ours.get(2));
    List<String> cells =
        new ArrayList<>(
            List.of("%,.0f".formatted(rate), ours.get(1), "%,.0f MB".formatted(memory / 1e6)));
    cells.addAll(
        peer == null
            ? List.of("not run", "", "")
            : beside(peer.train(model(size), tuning, shape, PEER_STEPS, threads), rate, memory));
    row("%s, %s, %s".formatted(size.title, tuning, shape), cells);
  }

  private static List<String> beside(Peer.Result peer, double rate, double memory) {
    return List.of(
        "%,.0f tokens/s, %,.0f MB".formatted(peer.tokensPerSecond(), peer.peakMemory() / 1e6),
        "%.2f ×".formatted(rate / peer.tokensPerSecond()),
        "%.2f ×".formatted(memory / peer.peakMemory()));
  }

  private void decoding() throws IOException {
    print("Decoding, greedy", "tokens/s", "weights read, share of the bandwidth", "peak memory");
    for (LlamaSize size : LlamaSize.values()) {
      for (WeightFormat format : WeightFormat.values()) {
        decoding(size, format, 1, 0);
        decoding(size, format, AT_ONCE, 0);
        decoding(size, format, AT_ONCE, AT_ONCE);
      }
    }
    System.out.println();
  }

  private void decoding(LlamaSize size, WeightFormat format, int sequences, int adapters)
      throws IOException {
    List<String> result =
        new ChildProcess(DecodeSpeed.class)
            .run(
                size.name(),
                model(size).toString(),
                String.valueOf(sequences),
                String.valueOf(DECODED_TOKENS),
                String.valueOf(threads),
                format.name(),
                String.valueOf(adapters));
    String what = "%s %s, %d at once".formatted(size.title, format, sequences);
    row(adapters == 0 ? what : "%s, %d adapters".formatted(what, adapters), result);
  }

  private void routes() {
    print(
        "Read routes, 16 connections on the same cores", "requests/s", "median", "99th percentile");
    RouteSpeed.measure().forEach((route, result) -> row("`%s`".formatted(route), result));
  }

  private Path model(LlamaSize size) throws IOException {
    Path directory = folder.resolve(size.name().toLowerCase(Locale.ROOT));
    return Files.exists(directory) ? directory : RandomModel.write(size, directory);
  }

  private static void print(String... titles) {
    row(titles[0], List.of(titles).subList(1, titles.length));
    row("---", Collections.nCopies(titles.length - 1, "---:"));
  }

  private static void row(String what, List<String> cells) {
    List<String> all = new ArrayList<>(List.of(what));
    all.addAll(cells);
    System.out.println("| " + String.join(" | ", all) + " |");
  }
}
