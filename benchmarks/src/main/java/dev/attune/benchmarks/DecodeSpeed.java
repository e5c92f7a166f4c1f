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

  private DecodeSpeed() {}

  /** All sequences together. */
  static double tokensPerSecond(LoadedModel loaded, int sequences, int tokens, int threads) {
    try (Engine engine =
        new Engine(loaded.model(), new Engine.Limits(sequences, 1L << 32, 256, threads))) {
      List<Generation> running = new ArrayList<>();
      for (int i = 0; i < sequences; i++) {
        running.add(engine.submit(request(i, tokens)));
      }
      running.forEach(each -> each.next(PATIENCE)); // the prompt is in
      long start = System.nanoTime();
      running.forEach(DecodeSpeed::drain);
      return (double) sequences * (tokens - 1) / ((System.nanoTime() - start) / 1e9);
    }
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

  public static void main(String[] arguments) {
    try (LoadedModel loaded = LoadedModel.load(Path.of(arguments[0]))) {
      loaded.packForSampling();
      for (int threads : new int[] {1, 2}) {
        for (int sequences : new int[] {1, 2, 4, 8}) {
          tokensPerSecond(loaded, sequences, 20, threads);
          System.out.printf(
              "threads %d sequences %d: %.1f tokens/s%n",
              threads, sequences, tokensPerSecond(loaded, sequences, 60, threads));
        }
      }
    }
  }
}
