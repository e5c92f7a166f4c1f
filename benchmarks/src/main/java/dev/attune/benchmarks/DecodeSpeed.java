package dev.attune.benchmarks;

import dev.attune.inference.Engine;
import dev.attune.inference.Generation;
import dev.attune.inference.GenerationEvent;
import dev.attune.inference.GenerationRequest;
import dev.attune.inference.TokenSequence;
import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.torch.RandomSource;
import dev.attune.torch.WeightFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Tokens a second of the real engine, greedy, with a short prompt. */
final class DecodeSpeed {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int ROUNDS = 3;
  private static final int RANK = 8;

  private final Engine engine;
  private final int sequences;
  private final List<LoraAdapter> adapters;

  private DecodeSpeed(Engine engine, int sequences, List<LoraAdapter> adapters) {
    this.engine = engine;
    this.sequences = sequences;
    this.adapters = adapters;
  }

  /**
   * Prints one row.
   *
   * @param arguments the size, the model, sequences, tokens of each, threads, the format of the
   *     weights, adapters
   */
  public static void main(String[] arguments) throws Exception {
    LlamaSize size = LlamaSize.valueOf(arguments[0]);
    int sequences = Integer.parseInt(arguments[2]);
    int tokens = Integer.parseInt(arguments[3]);
    int threads = Integer.parseInt(arguments[4]);
    WeightFormat format = WeightFormat.valueOf(arguments[5]);
    try (LoadedModel loaded = LoadedModel.load(Path.of(arguments[1]))) {
      loaded.freezeForSampling(format);
      List<LoraAdapter> adapters = adapters(loaded, Integer.parseInt(arguments[6]));
      Engine.Limits limits = new Engine.Limits(sequences, 1L << 32, 256, threads);
      try (Engine engine = new Engine(loaded.model(), limits)) {
        DecodeSpeed speed = new DecodeSpeed(engine, sequences, adapters);
        speed.tokensPerSecond(tokens / 4);
        String memory = Machine.peakMemory(); // before that of measuring the bandwidth
        print(speed.rounds(tokens, threads), sequences, size.bytes(format), memory);
      }
    }
  }

  /**
   * One measurement beside another of the same moment.
   *
   * @param rate tokens a second of all sequences
   * @param bandwidth bytes a second
   */
  private record Round(double rate, double bandwidth) {}

  private List<Round> rounds(int tokens, int threads) throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(new Round(tokensPerSecond(tokens), Bandwidth.measure(threads)));
    }
    return rounds;
  }

  private static void print(List<Round> rounds, int sequences, double weights, String memory) {
    double rate = median(rounds, Round::rate);
    double share = median(rounds, each -> each.rate() / sequences * weights / each.bandwidth());
    System.out.printf(
        "%.3f\t%.0f %% of %.1f GB/s\t%s%n",
        rate, 100 * share, median(rounds, Round::bandwidth) / 1e9, memory);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> what) {
    return rounds.stream().mapToDouble(what).sorted().toArray()[rounds.size() / 2];
  }

  private static List<LoraAdapter> adapters(LoadedModel loaded, int count) {
    List<String> modules = Adapters.allLinear(loaded.model());
    AdapterConfig config = new AdapterConfig(RANK, 2 * RANK, 0, modules, false, "random");
    return IntStream.range(0, count)
        .mapToObj(i -> Adapters.create(loaded.model(), config, new RandomSource(i)))
        .toList();
  }

  /** All sequences together, prompts not counted. */
  private double tokensPerSecond(int tokens) {
    List<Generation> running = new ArrayList<>();
    for (int i = 0; i < sequences; i++) {
      running.add(engine.submit(request(i, tokens)));
    }
    running.forEach(each -> each.next(PATIENCE)); // the prompt is in
    long start = System.nanoTime();
    running.forEach(DecodeSpeed::drain);
    return (double) sequences * (tokens - 1) / ((System.nanoTime() - start) / 1e9);
  }

  private GenerationRequest request(int index, int tokens) {
    return new GenerationRequest(
        TokenSequence.of(index + 1, 2, 3, 4),
        adapters.isEmpty() ? null : adapters.get(index % adapters.size()),
        GenerationRequest.Sampling.GREEDY,
        tokens,
        Set.of(),
        0);
  }

  private static void drain(Generation generation) {
    GenerationEvent event = generation.next(PATIENCE);
    while (event instanceof GenerationEvent.Token) {
      event = generation.next(PATIENCE);
    }
  }
}
