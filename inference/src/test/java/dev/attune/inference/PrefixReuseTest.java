package dev.attune.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.decoder.ModelShape;
import dev.attune.model.layer.LoraAdapter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PrefixReuseTest {
  private static final Engine.Limits PIECES = new Engine.Limits(8, 1L << 30, 16, 1);

  static Stream<Path> references() {
    return Golden.folders();
  }

  // Some of them have sliding windows; some are rotated otherwise from their 17th token on.
  @ParameterizedTest
  @MethodSource("references")
  void answersWithReuseAreThoseWithout(Path folder) {
    try (LoadedModel loaded = LoadedModel.load(folder);
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      int context = loaded.model().shape().maxPositionEmbeddings();
      int tokens = Math.min(context, 32) - 12;
      assumeThat(tokens).isPositive();
      LoraAdapter adapter = Adapters.load(loaded.model(), folder.resolve("adapter"));
      for (LoraAdapter each : Arrays.asList(null, adapter)) {
        Golden.await(engine.submit(Golden.greedy(prompt(12, 12, 50), 4, each)));
        for (int common : new int[] {1, 7, 11, 12}) {
          GenerationRequest request = Golden.greedy(prompt(12, common, 60 + common), tokens, each);
          Generation generation = engine.submit(request);

          Golden.Outcome reused = Golden.await(generation);

          assertThat(generation.reusedTokens()).isEqualTo(Math.min(common, 11));
          assertSame(reused, alone(loaded, request));
        }
      }
    }
  }

  @Test
  void theCommonStartGoesThroughTheModelOnce() {
    try (CountedModel counted = new CountedModel("llama-gqa");
        Engine engine = new Engine(counted.model(), Golden.LIMITS)) {
      Golden.await(engine.submit(Golden.greedy(prompt(40, 40, 0), 5, null)));
      assertThat(counted.takeRows()).containsExactly(40L, 1L, 1L, 1L, 1L);

      Golden.await(engine.submit(Golden.greedy(prompt(40, 30, 70), 5, null)));
      Golden.await(engine.submit(Golden.greedy(prompt(40, 40, 0), 5, null)));

      assertThat(counted.takeRows()).containsExactly(10L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L);
    }
  }

  @Test
  void theNextTurnOfAConversationSendsOnlyWhatIsNew() {
    try (CountedModel counted = new CountedModel("llama-gqa");
        Engine engine = new Engine(counted.model(), Golden.LIMITS)) {
      int[] first = prompt(30, 30, 0);
      List<Integer> answer = Golden.await(engine.submit(Golden.greedy(first, 8, null))).ids();
      counted.takeRows();
      int[] second =
          IntStream.concat(
                  Arrays.stream(first),
                  IntStream.concat(
                      answer.stream().mapToInt(Integer::intValue), IntStream.of(99, 98)))
              .toArray();

      Golden.await(engine.submit(Golden.greedy(second, 1, null)));

      // The answer's last token was sampled and never sent.
      assertThat(counted.takeRows()).containsExactly(3L);
    }
  }

  @Test
  void choicesOfOnePromptShareItWhileItGoesInPieceByPiece() {
    try (CountedModel counted = new CountedModel("llama-gqa");
        Engine engine = new Engine(counted.model(), PIECES)) {
      GenerationRequest request = Golden.greedy(prompt(64, 64, 0), 2, null);
      List<Generation> choices =
          IntStream.range(0, 4).mapToObj(_ -> engine.submit(request)).toList();

      List<Golden.Outcome> outcomes = choices.stream().map(Golden::await).toList();

      assertThat(outcomes).extracting(Golden.Outcome::ids).containsOnly(outcomes.getFirst().ids());
      // The last token of each prompt, and the first sampled one.
      assertThat(counted.takeAllRows()).isEqualTo(63 + 4 + 4);
    }
  }

  @Test
  void aRunningSequenceLendsAndIsNotHeldUp() {
    try (CountedModel counted = new CountedModel("llama-gqa");
        Engine engine = new Engine(counted.model(), PIECES)) {
      List<Integer> alone =
          Golden.await(engine.submit(Golden.greedy(prompt(50, 50, 0), 60, null))).ids();
      counted.takeRows();
      Generation running = engine.submit(Golden.greedy(prompt(50, 50, 0), 60, null));
      running.next(Duration.ofSeconds(10));

      Generation other = engine.submit(Golden.greedy(prompt(60, 40, 70), 2, null));

      assertThat(Golden.await(other).ids()).hasSize(2);
      assertThat(other.reusedTokens()).isEqualTo(40);
      assertThat(Golden.await(running).ids()).isEqualTo(alone.subList(1, 60));
      assertThat(counted.takeRows()).allMatch(rows -> rows <= 16 + 1);
    }
  }

  @Test
  void anotherAdapterNeverShares() {
    Path folder = Golden.folder("llama-gqa");
    try (LoadedModel loaded = LoadedModel.load(folder);
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      List<@Nullable LoraAdapter> adapters = new ArrayList<>();
      adapters.add(null);
      adapters.add(Adapters.load(loaded.model(), folder.resolve("adapter")));
      adapters.add(Adapters.load(loaded.model(), folder.resolve("adapter"))); // the same numbers
      for (LoraAdapter adapter : adapters) {
        Generation generation = engine.submit(Golden.greedy(prompt(30, 30, 0), 3, adapter));

        Golden.await(generation);

        assertThat(generation.reusedTokens()).isZero();
      }
    }
  }

  @Test
  void whatIsKeptStaysInItsShareAndMakesRoomForWhatRuns() {
    ModelShape shape = new ModelShape(256, 64, 2, 1, 16, 4096);
    KeptMemories kept = new KeptMemories(new CommonStart(Integer.MAX_VALUE));
    CacheBudget budget = new CacheBudget(shape, kept, SequenceCache.bytes(shape, 1000));
    for (int i = 0; i < 20; i++) {
      TokenMemory ended = memory(i, 100);
      budget.grow(ended);
      ended.advance(100);
      budget.release(ended);
      assertThat(kept.room()).isEqualTo(Math.min(100 * (i + 1), 200));
    }
    TokenMemory large = memory(50, 900);
    assertThat(budget.allows(large)).isTrue();

    budget.grow(large);

    assertThat(kept.room()).isEqualTo(100);
    assertThat(budget.allows(memory(51, 101))).isFalse();
    budget.drop(large);
    kept.close();
    assertThat(kept.room()).isZero();
  }

  @Test
  void whatALongerMemoryCoversIsNotKeptTwice() {
    ModelShape shape = new ModelShape(256, 64, 2, 1, 16, 4096);
    KeptMemories kept = new KeptMemories(new CommonStart(Integer.MAX_VALUE));
    for (int length : new int[] {50, 80, 60}) {
      TokenMemory memory = new TokenMemory(TokenSequence.of(prompt(length, length, 0)), 1, null);
      memory.grow(shape);
      memory.advance(length);
      kept.keep(memory);
    }
    assertThat(kept.room()).isEqualTo(81);
    kept.close();
  }

  private static TokenMemory memory(int first, int tokens) {
    int[] ids = IntStream.range(0, tokens).map(i -> (first + i) % 256).toArray();
    return new TokenMemory(TokenSequence.of(ids), 0, null);
  }

  /** {@code length} tokens, of which the first {@code common} are those of every prompt. */
  private static int[] prompt(int length, int common, int other) {
    return IntStream.range(0, length)
        .map(i -> i < common ? (i * 37 + 5) % 100 : other + i % 20)
        .toArray();
  }

  private static Golden.Outcome alone(LoadedModel loaded, GenerationRequest request) {
    try (Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      return Golden.await(engine.submit(request));
    }
  }

  private static void assertSame(Golden.Outcome one, Golden.Outcome other) {
    assertThat(one.ids()).isEqualTo(other.ids());
    for (int i = 0; i < one.tokens().size(); i++) {
      assertThat(one.tokens().get(i).chosen().logprob())
          .isCloseTo(other.tokens().get(i).chosen().logprob(), Offset.offset(1e-4));
    }
  }
}
