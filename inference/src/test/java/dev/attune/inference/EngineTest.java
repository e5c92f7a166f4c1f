package dev.attune.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.torch.NativeMemory;
import dev.attune.torch.WeightFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class EngineTest {
  private static final int[] PROMPT = {5, 17, 200, 33, 9, 41, 41, 7, 120, 64, 3};

  static Stream<Path> references() {
    return Golden.folders();
  }

  @ParameterizedTest
  @MethodSource("references")
  void greedyTokensAreThoseOfTheReference(Path folder) {
    JsonNode greedy = Golden.json(folder.resolve("expected.json")).path("greedy");
    int[] expected = Golden.ints(greedy.path("continuation"));
    try (LoadedModel loaded = packed(folder);
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      int length = greedy.path("prompt").size() + expected.length;
      assumeThat(length).isLessThanOrEqualTo(loaded.model().shape().maxPositionEmbeddings());
      GenerationRequest request =
          Golden.greedy(Golden.ints(greedy.path("prompt")), expected.length, null);

      Golden.Outcome outcome = Golden.await(engine.submit(request));

      assertThat(outcome.ids()).containsExactlyElementsOf(Arrays.stream(expected).boxed().toList());
      assertThat(outcome.reason()).isEqualTo(GenerationEvent.Reason.LENGTH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stories260K", "TinyStories-656K", "stories260K-f16-sharded-untied"})
  void greedyTokensOfARealModelAreThoseOfTheReference(String name) {
    Path models = Path.of(System.getProperty("project.root", ".."), "../shared/models");
    assumeThat(models).isDirectory();
    JsonNode reference = Golden.json(models.resolve("reference").resolve(name + ".json"));
    try (LoadedModel loaded = packed(models.resolve(name));
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      for (JsonNode each : reference.path("greedy")) {
        int[] expected = Golden.ints(each.path("new_ids"));
        Golden.Outcome outcome =
            Golden.await(
                engine.submit(
                    Golden.greedy(Golden.ints(each.path("prompt_ids")), expected.length, null)));
        assertThat(outcome.ids())
            .containsExactlyElementsOf(Arrays.stream(expected).boxed().toList());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"F32, 0.0001", "BF16, 0.05", "INT8, 0.15"})
  void fewerBytesOfAWeightChangeProbabilitiesALittle(WeightFormat format, double most) {
    GenerationRequest request =
        new GenerationRequest(
            TokenSequence.of(PROMPT), null, GenerationRequest.Sampling.GREEDY, 1, Set.of(), 256);
    List<List<GenerationEvent.Candidate>> all = new ArrayList<>();
    for (WeightFormat each : List.of(WeightFormat.F32, format)) {
      try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama-gqa"))) {
        loaded.freezeForSampling(each);
        try (Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
          all.add(Golden.await(engine.submit(request)).tokens().getFirst().alternatives());
        }
      }
    }
    for (GenerationEvent.Candidate exact : all.getFirst()) {
      assertThat(all.getLast())
          .filteredOn(each -> each.id() == exact.id())
          .singleElement()
          .extracting(GenerationEvent.Candidate::logprob)
          .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
          .isCloseTo(exact.logprob(), Offset.offset(most));
    }
  }

  @Test
  void everySequenceOfABatchIsDecodedAsIfItWereAlone() {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("mistral-sliding-window"));
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      LoraAdapter adapter =
          Adapters.load(loaded.model(), Golden.folder("mistral-sliding-window").resolve("adapter"));
      List<GenerationRequest> requests = new ArrayList<>();
      for (int length = 1; length <= PROMPT.length; length++) {
        requests.add(
            Golden.greedy(Arrays.copyOf(PROMPT, length), 30, length % 3 == 0 ? null : adapter));
      }
      List<List<Integer>> alone =
          requests.stream().map(each -> Golden.await(engine.submit(each)).ids()).toList();

      List<Generation> together = requests.stream().map(engine::submit).toList();

      assertThat(together.stream().map(each -> Golden.await(each).ids()).toList()).isEqualTo(alone);
      assertThat(alone).doesNotHaveDuplicates();
    }
  }

  // The second is rotated otherwise from its 17th token on, behind the prompt.
  @ParameterizedTest
  @ValueSource(strings = {"qwen3-qk-norm", "phi3-longrope-partial"})
  void aLongPromptGoesInPieceByPieceWithTheSameResult(String name) {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder(name))) {
      JsonNode ids =
          Golden.json(Golden.folder(name).resolve("expected.json")).path("input_ids").get(0);
      int[] prompt = Arrays.copyOf(Golden.ints(ids), 11);
      GenerationRequest request = Golden.greedy(prompt, 20, null);
      List<Golden.Outcome> outcomes = new ArrayList<>();
      for (int piece : new int[] {1, 3, 64}) {
        Engine.Limits limits = new Engine.Limits(8, 1L << 30, piece, 1);
        try (Engine engine = new Engine(loaded.model(), limits)) {
          outcomes.add(Golden.await(engine.submit(request)));
        }
      }
      assertThat(outcomes.get(0).ids()).isEqualTo(outcomes.get(2).ids());
      assertThat(outcomes.get(1).ids()).isEqualTo(outcomes.get(2).ids());
      for (int i = 0; i < 20; i++) {
        assertThat(outcomes.get(0).tokens().get(i).chosen().logprob())
            .isCloseTo(outcomes.get(2).tokens().get(i).chosen().logprob(), Offset.offset(1e-4));
      }
    }
  }

  @Test
  void anEndTokenEndsAndIsNotHandedOut() {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama-gqa"));
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      List<Integer> free = Golden.await(engine.submit(Golden.greedy(PROMPT, 10, null))).ids();
      GenerationRequest request =
          new GenerationRequest(
              TokenSequence.of(PROMPT),
              null,
              GenerationRequest.Sampling.GREEDY,
              10,
              Set.of(free.get(4)),
              0);

      Golden.Outcome outcome = Golden.await(engine.submit(request));

      assertThat(outcome.reason()).isEqualTo(GenerationEvent.Reason.END_TOKEN);
      assertThat(outcome.ids()).isEqualTo(free.subList(0, free.indexOf(free.get(4))));
    }
  }

  @Test
  void rulesDecideWhatIsDrawnAndWhenItEnds() {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama-gqa"));
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      assertThat(ruled(engine, 7, 3).ids()).containsExactly(7, 7, 7);
      assertThat(ruled(engine, 7, 3).reason()).isEqualTo(GenerationEvent.Reason.END_TOKEN);
      assertThat(ruled(engine, 7, 20).reason()).isEqualTo(GenerationEvent.Reason.LENGTH);
      assertThat(ruled(engine, -1, 20).ids()).isEmpty();
      assertThat(ruled(engine, -1, 20).reason()).isEqualTo(GenerationEvent.Reason.LENGTH);
    }
  }

  /** Only {@code token} may come, or nothing when it is negative; the text is whole after some. */
  private static Golden.Outcome ruled(Engine engine, int token, int enough) {
    TokenRule rule =
        new TokenRule() {
          private int count;

          @Override
          public boolean apply(float[] logits) {
            for (int i = 0; i < logits.length; i++) {
              logits[i] = i == token ? logits[i] : Float.NEGATIVE_INFINITY;
            }
            return token >= 0;
          }

          @Override
          public boolean accept(int chosen) {
            return ++count == enough;
          }
        };
    return Golden.await(
        engine.submit(
            new GenerationRequest(
                TokenSequence.of(PROMPT),
                null,
                GenerationRequest.Sampling.GREEDY,
                10,
                Set.of(),
                0,
                List.of(rule))));
  }

  @Test
  void theLikeliestAlternativesComeWithEachToken() {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama-gqa"));
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      GenerationRequest request =
          new GenerationRequest(
              TokenSequence.of(PROMPT), null, GenerationRequest.Sampling.GREEDY, 3, Set.of(), 5);
      for (GenerationEvent.Token token : Golden.await(engine.submit(request)).tokens()) {
        assertThat(token.alternatives()).hasSize(5).first().isEqualTo(token.chosen());
        assertThat(token.alternatives())
            .isSortedAccordingTo((a, b) -> Double.compare(b.logprob(), a.logprob()));
        assertThat(token.chosen().logprob()).isNegative();
      }
    }
  }

  @Test
  void theSameSeedDrawsTheSameTokensAndAnotherSeedOthers() {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama-gqa"));
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      assertThat(drawn(engine, 1)).isEqualTo(drawn(engine, 1)).isNotEqualTo(drawn(engine, 2));
    }
  }

  @Test
  void aCancelledGenerationMakesRoomForTheNext() {
    Engine.Limits oneAtATime = new Engine.Limits(1, 1L << 30, 64, 1);
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama3-scaled-rope-tied"));
        Engine engine = new Engine(loaded.model(), oneAtATime)) {
      Generation endless = engine.submit(Golden.greedy(PROMPT, 240, null));
      endless.next(Duration.ofSeconds(10));
      Generation next = engine.submit(Golden.greedy(PROMPT, 2, null));
      endless.cancel();

      assertThat(Golden.await(next).ids()).hasSize(2);
      assertThat(Golden.await(endless).reason()).isEqualTo(GenerationEvent.Reason.CANCELLED);
    }
  }

  @Test
  void sequencesThatOutgrowTheMemoryTakeTurnsAndSayTheSame() {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama3-scaled-rope-tied"))) {
      List<Integer> alone;
      try (Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
        alone = Golden.await(engine.submit(Golden.greedy(PROMPT, 240, null))).ids();
      }
      long whole = SequenceCache.bytes(loaded.model().shape(), PROMPT.length + 240);
      Engine.Limits tight = new Engine.Limits(8, whole + whole / 2, 64, 1);
      try (Engine engine = new Engine(loaded.model(), tight)) {
        List<Generation> together = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          together.add(engine.submit(Golden.greedy(PROMPT, 240, null)));
        }
        for (Generation each : together) {
          assertThat(Golden.await(each).ids()).isEqualTo(alone);
        }
      }
    }
  }

  @Test
  void closingEndsWhatRunsAndWhatWaits() {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama3-scaled-rope-tied"))) {
      Engine engine = new Engine(loaded.model(), new Engine.Limits(1, 1L << 30, 64, 1));
      Generation running = engine.submit(Golden.greedy(PROMPT, 240, null));
      Generation waiting = engine.submit(Golden.greedy(PROMPT, 240, null));
      running.next(Duration.ofSeconds(10));

      engine.close();

      assertThat(Golden.await(running).reason()).isEqualTo(GenerationEvent.Reason.CANCELLED);
      assertThat(Golden.await(waiting).reason()).isEqualTo(GenerationEvent.Reason.CANCELLED);
      assertThat(Golden.await(engine.submit(Golden.greedy(PROMPT, 2, null))).reason())
          .isEqualTo(GenerationEvent.Reason.CANCELLED);
    }
  }

  @Test
  void whatDoesNotFitTheContextIsRefused() {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama-gqa"));
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      assertThatThrownBy(() -> engine.submit(Golden.greedy(PROMPT, 118, null)))
          .hasMessageContaining("do not fit a context of 128");
      assertThatThrownBy(() -> engine.submit(Golden.greedy(new int[0], 5, null)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aThousandTokensHoldNoMoreMemoryThanTen() throws InterruptedException {
    try (LoadedModel loaded = LoadedModel.load(Golden.folder("llama-gqa"));
        Engine engine = new Engine(loaded.model(), Golden.LIMITS)) {
      Golden.await(engine.submit(Golden.greedy(PROMPT, 100, null)));
      long before = NativeMemory.heldBytes();
      for (int i = 0; i < 20; i++) {
        Golden.await(engine.submit(Golden.greedy(PROMPT, 100, null)));
      }
      // 2,000 tokens of about 250 handles each would leave 200 MB behind.
      assertThat(NativeMemory.leastHeldBytes() - before).isLessThan(32 << 20);
    }
  }

  private static LoadedModel packed(Path folder) {
    LoadedModel loaded = LoadedModel.load(folder);
    loaded.freezeForSampling(WeightFormat.F32);
    return loaded;
  }

  private static List<Integer> drawn(Engine engine, long seed) {
    GenerationRequest request =
        new GenerationRequest(
            TokenSequence.of(PROMPT),
            null,
            new GenerationRequest.Sampling(1, 0.95, seed),
            20,
            Set.of(),
            0);
    return Golden.await(engine.submit(request)).ids();
  }
}
