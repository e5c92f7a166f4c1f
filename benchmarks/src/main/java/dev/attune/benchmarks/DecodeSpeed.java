package dev.attune.benchmarks;

import dev.attune.inference.Engine;
import dev.attune.inference.Generation;
import dev.attune.inference.GenerationEvent;
import dev.attune.inference.GenerationRequest;
import dev.attune.inference.TokenSequence;
import dev.attune.model.LoadedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tokens a second of the real engine, greedy, with a short prompt. */
final class DecodeSpeed {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Engine engine;
  private final int sequences;

  private DecodeSpeed(Engine engine, int sequences) {
    this.engine = engine;
    this.sequences = sequences;
  }

  /**
   * Prints one row.
   *
   * @param arguments the size, the model, sequences, tokens of each, threads
   */
  public static void main(String[] arguments) throws Exception {
    LlamaSize size = LlamaSize.valueOf(arguments[0]);
    int sequences = Integer.parseInt(arguments[2]);
    int tokens = Integer.parseInt(arguments[3]);
    int threads = Integer.parseInt(arguments[4]);
    try (LoadedModel loaded = LoadedModel.load(Path.of(arguments[1]))) {
      loaded.packForSampling();
      Engine.Limits limits = new Engine.Limits(sequences, 1L << 32, 256, threads);
      double bandwidth = Bandwidth.measure(threads);
      try (Engine engine = new Engine(loaded.model(), limits)) {
        DecodeSpeed speed = new DecodeSpeed(engine, sequences);
        speed.tokensPerSecond(tokens / 4);
        double rate = speed.tokensPerSecond(tokens);
        double bytes = rate / sequences * Float.BYTES * size.parameters();
        System.out.printf(
            "%.0f\t%.0f %% of %.1f GB/s\t%s%n",
            rate, 100 * bytes / bandwidth, bandwidth / 1e9, Machine.peakMemory());
      }
    }
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

  private static GenerationRequest request(int first, int tokens) {
    return new GenerationRequest(
        TokenSequence.of(first + 1, 2, 3, 4),
        null,
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
