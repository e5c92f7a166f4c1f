package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.example.EncodedExample;
import dev.attune.data.example.EncodedPair;
import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.Families;
import dev.attune.model.LoadedModel;
import dev.attune.model.TrainedParameters;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.ModelException;
import dev.attune.model.layer.Gradients;
import dev.attune.model.layer.KeyValueMemory;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Pass;
import dev.attune.model.layer.TokenBatch;
import dev.attune.torch.AdamW;
import dev.attune.torch.Placement;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Torch;
import dev.attune.torch.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every number against Hugging Face transformers and PEFT. A folder a case: {@code config.json},
 * {@code model.safetensors}, {@code adapter/} and {@code expected.json}, whose own {@code
 * README.md} says how they were made. Another folder of that layout is tested with {@code
 * -Dgolden.dir=…}.
 *
 * <p>Tolerances, in F32: logits {@value #LOGITS} relative to the larger of 1 and the logit; losses
 * before a step {@value #LOSS}, after steps {@value #LOSS_AFTER_STEPS}; gradient norms {@value
 * #GRADIENT_NORM} relative.
 */
final class GoldenTest {
  private static final double LOGITS = 1e-4;
  private static final double LOSS = 1e-4;
  private static final double LOSS_AFTER_STEPS = 1e-3;
  private static final double GRADIENT_NORM = 1e-3;

  private final Workspace workspace = new Workspace();

  @TempDir private Path temporary;

  @BeforeEach
  void enter() {
    Torch.enterThread();
  }

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    return cases()
        .flatMap(folder ->
            Families.supports(ConfigJson.read(folder).modelType())
                ? supported(folder)
                : Stream.of(unsupported(folder)));
  }

  private static Stream<Path> cases() throws IOException {
    Path root = Path.of(System.getProperty("golden.dir", "../golden")).toAbsolutePath();
    assertThat(root).isDirectory();
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> entries = Files.list(root)) {
      entries.filter(Files::isDirectory).sorted().forEach(folders::add);
    }
    assertThat(folders).isNotEmpty();
    return folders.stream();
  }

  private Stream<DynamicTest> supported(Path folder) {
    return Stream.of(
        test(folder, "logits and loss", this::logitsAndLoss),
        test(folder, "greedy continuation", this::greedyContinuation),
        test(folder, "adapter logits and loss", this::adapterLogitsAndLoss),
        test(folder, "full training", this::fullTraining),
        test(folder, "LoRA training", this::loraTraining),
        test(folder, "preference training", this::preferenceTraining));
  }

  private DynamicTest unsupported(Path folder) {
    return DynamicTest.dynamicTest(
        folder.getFileName() + ": a family that is not supported is named",
        () -> {
          ConfigJson config = ConfigJson.read(folder);
          assertThatThrownBy(() -> Families.build(config))
              .isInstanceOf(ModelException.class)
              .hasMessageContaining("'%s' are not supported".formatted(config.modelType()));
        });
  }

  @FunctionalInterface
  private interface Check {
    void run(Case golden);
  }

  private static DynamicTest test(Path folder, String what, Check check) {
    return DynamicTest.dynamicTest(
        folder.getFileName() + ": " + what,
        () -> {
          try (TensorScope _ = new TensorScope();
              LoadedModel loaded = LoadedModel.load(folder)) {
            JsonNode expected =
                JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("expected.json")));
            check.run(new Case(folder, loaded.model(), expected));
          }
        });
  }

  /** One folder. */
  private record Case(Path folder, CausalLm model, JsonNode expected) {
    List<int[]> ids() {
      return expected.path("input_ids").valueStream().map(Case::ints).toList();
    }

    List<boolean[]> carriesLoss() {
      List<boolean[]> rows = new ArrayList<>();
      for (JsonNode row : expected.path("loss_weights")) {
        boolean[] carries = new boolean[row.size()];
        for (int i = 0; i < carries.length; i++) {
          carries[i] = row.get(i).doubleValue() > 0;
        }
        rows.add(carries);
      }
      return rows;
    }

    List<EncodedExample> examples() {
      List<EncodedExample> examples = new ArrayList<>();
      for (int i = 0; i < ids().size(); i++) {
        examples.add(new EncodedExample(ids().get(i), carriesLoss().get(i)));
      }
      return examples;
    }

    static int[] ints(JsonNode list) {
      return list.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    static double[] doubles(JsonNode list) {
      return list.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }
  }

  private void logitsAndLoss(Case golden) {
    compareLogits(golden, List.of(), golden.expected().path("logits"));
    assertThat(loss(golden, List.of()).meanLoss())
        .isCloseTo(golden.expected().path("loss").doubleValue(), Offset.offset(LOSS));
    long parameters = golden.model().parameters().stream().mapToLong(Parameter::count).sum();
    assertThat(parameters).isEqualTo(golden.expected().path("parameters").longValue());
  }

  private void adapterLogitsAndLoss(Case golden) {
    LoraAdapter adapter = Adapters.load(golden.model(), golden.folder().resolve("adapter"));
    List<LoraAdapter> adapters = List.of(adapter);
    JsonNode expected = golden.expected().path("adapter");
    compareLogits(golden, adapters, expected.path("logits"));
    assertThat(loss(golden, adapters).meanLoss())
        .isCloseTo(expected.path("loss").doubleValue(), Offset.offset(LOSS));
    assertThat(adapter.parameters().stream().mapToLong(Parameter::count).sum())
        .isEqualTo(expected.path("trainable").longValue());
  }

  private void greedyContinuation(Case golden) {
    JsonNode greedy = golden.expected().path("greedy");
    int[] sequence = Case.ints(greedy.path("prompt"));
    int[] expected = Case.ints(greedy.path("continuation"));
    for (int token : expected) {
      float[][] logits = logits(golden, List.of(sequence), List.of());
      float[] last = logits[logits.length - 1];
      assertThat(argmax(last)).isEqualTo(token);
      sequence = Arrays.copyOf(sequence, sequence.length + 1);
      sequence[sequence.length - 1] = token;
    }
  }

  private void fullTraining(Case golden) {
    train(golden, List.of(), golden.model().parameters(), 1e-3, "full_training");
  }

  private void loraTraining(Case golden) {
    LoraAdapter adapter = Adapters.load(golden.model(), golden.folder().resolve("adapter"));
    train(golden, List.of(adapter), adapter.parameters(), 1e-2, "lora_training_from_adapter");
  }

  /** Through the whole loop, whose validation at an epoch's end is behind its last step. */
  private void preferenceTraining(Case golden) {
    JsonNode expected = golden.expected().path("dpo_from_adapter");
    double[] losses = Case.doubles(expected.path("loss_before_each_step_and_after_last"));
    double[] margins = Case.doubles(expected.path("mean_reward_margin"));
    List<EncodedPair> pairs = pairs(golden, expected);
    List<TrainingListener.StepResult> steps = preferenceSteps(golden, expected, pairs);
    for (int step = 0; step < steps.size(); step++) {
      LossSum train = steps.get(step).train();
      LossSum after = Objects.requireNonNull(steps.get(step).fullValid());
      compareLoss(train.meanLoss(), losses[step]);
      compareLoss(train.rewards().over(train.count()).margin(), margins[step]);
      compareLoss(after.meanLoss(), losses[step + 1]);
      compareLoss(after.rewards().over(after.count()).margin(), margins[step + 1]);
    }
    LossSum.Rewards first = steps.getFirst().train().rewards();
    assertThat(first.chosen() - first.rejected())
        .isCloseTo(
            first.margin() / expected.path("beta").doubleValue()
                + sum(expected, "reference_logp_chosen")
                - sum(expected, "reference_logp_rejected"),
            Offset.offset(1e-2));
  }

  private static double sum(JsonNode expected, String name) {
    return Arrays.stream(Case.doubles(expected.path(name))).sum();
  }

  private static void compareLoss(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, Offset.offset(LOSS_AFTER_STEPS));
  }

  private static List<EncodedPair> pairs(Case golden, JsonNode expected) {
    int prompt = expected.path("prompt_length").intValue();
    List<EncodedPair> pairs = new ArrayList<>();
    for (int i = 0; i < golden.ids().size(); i++) {
      int[] rejected = Case.ints(expected.path("rejected_ids").get(i));
      pairs.add(new EncodedPair(answer(golden.ids().get(i), prompt), answer(rejected, prompt)));
    }
    return pairs;
  }

  private static EncodedExample answer(int[] ids, int prompt) {
    boolean[] carriesLoss = new boolean[ids.length];
    Arrays.fill(carriesLoss, prompt, ids.length, true);
    return new EncodedExample(ids, carriesLoss);
  }

  private List<TrainingListener.StepResult> preferenceSteps(
      Case golden, JsonNode expected, List<EncodedPair> pairs) {
    Path adapter = golden.folder().resolve("adapter");
    Tuning tuning =
        new Tuning.Lora(
            golden.model(),
            Adapters.load(golden.model(), adapter),
            AdapterConfig.read(adapter),
            new Objective.Preference(expected.path("beta").doubleValue(), null));
    int steps = expected.path("loss_before_each_step_and_after_last").size() - 1;
    TrainingLoop.Options options =
        new TrainingLoop.Options(
            1e-3,
            LearningRate.Decay.CONSTANT,
            0,
            0,
            Double.MAX_VALUE,
            true,
            1,
            Placement.CPU,
            2,
            MemoryPlan.USUAL);
    Fixtures.Recorder recorder =
        new Fixtures.Recorder(temporary.resolve(golden.folder().getFileName()), 0);
    TrainingLoop.Data data =
        new TrainingLoop.Data(new TrainingPlan(pairs, steps, pairs.size(), 1), pairs);
    try (TrainingLoop loop = new TrainingLoop(tuning, data, options, Optional.empty(), recorder)) {
      loop.run();
    }
    return recorder.steps;
  }

  private void train(
      Case golden,
      List<LoraAdapter> adapters,
      List<Parameter> parameters,
      double learningRate,
      String name) {
    JsonNode expected = golden.expected().path(name);
    double[] losses = Case.doubles(expected.path("loss_before_each_step_and_after_last"));
    double[] norms = Case.doubles(expected.path("gradient_norm_each_step"));
    TrainedParameters trained = new TrainedParameters(parameters, Placement.CPU);
    Tensor gradient = trained.newVector();
    AdamW.Moments moments = new AdamW.Moments(trained.newVector(), trained.newVector());
    AdamW optimizer = new AdamW(trained.values(), gradient, moments, 0);
    for (int step = 0; step < norms.length; step++) {
      gradient.zero();
      LossSum loss = lossAndGradient(golden, adapters, trained.gradients(gradient));
      assertThat(loss.meanLoss())
          .as("loss before step %d", step + 1)
          .isCloseTo(losses[step], Offset.offset(step == 0 ? LOSS : LOSS_AFTER_STEPS));
      assertThat(Math.sqrt(gradient.squaredNorm()))
          .as("gradient norm of step %d", step + 1)
          .isCloseTo(norms[step], Offset.offset(GRADIENT_NORM * norms[step]));
      optimizer.step(step + 1, learningRate);
    }
    assertThat(loss(golden, adapters).meanLoss())
        .as("loss after the last step")
        .isCloseTo(losses[norms.length], Offset.offset(LOSS_AFTER_STEPS));
  }

  private LossSum lossAndGradient(Case golden, List<LoraAdapter> adapters, Gradients gradients) {
    MicroBatch batch = MicroBatch.of(golden.examples());
    Workspace.Mark mark = workspace.mark();
    try (TensorScope _ = new TensorScope()) {
      Pass pass = pass(batch.tokens(), adapters, gradients);
      CausalLm.Hidden hidden = golden.model().forward(pass);
      Tensor gradient = pass.take(hidden.states().shape()).zero();
      VocabularyLoss loss = new VocabularyLoss(golden.model().lmHead(), pass);
      double scale = 1.0 / batch.targets().length;
      LossSum sum = loss.train(batch, hidden.states(), gradient, scale);
      hidden.backward().run(gradient);
      return sum;
    } finally {
      workspace.release(mark);
    }
  }

  private LossSum loss(Case golden, List<LoraAdapter> adapters) {
    MicroBatch batch = MicroBatch.of(golden.examples());
    try (TensorScope _ = new TensorScope()) {
      Pass pass = pass(batch.tokens(), adapters, Gradients.NONE);
      Tensor hidden = golden.model().forward(pass).states();
      return new VocabularyLoss(golden.model().lmHead(), pass).evaluate(batch, hidden);
    }
  }

  private void compareLogits(Case golden, List<LoraAdapter> adapters, JsonNode expected) {
    float[][] actual = logits(golden, golden.ids(), adapters);
    int row = 0;
    for (int sequence = 0; sequence < expected.path("first8").size(); sequence++) {
      for (int token = 0; token < expected.path("first8").get(sequence).size(); token++) {
        float[] logits = actual[row++];
        compare(logits, Case.doubles(expected.path("first8").get(sequence).get(token)));
        double logSumExp = expected.path("logsumexp").get(sequence).get(token).doubleValue();
        compare(logSumExp(logits), logSumExp);
        assertThat(argmax(logits))
            .isEqualTo(expected.path("argmax").get(sequence).get(token).intValue());
      }
    }
    assertThat(row).isEqualTo(actual.length);
  }

  private static void compare(float[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      compare(actual[i], expected[i]);
    }
  }

  private static void compare(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, Offset.offset(LOGITS * Math.max(1, Math.abs(expected))));
  }

  private float[][] logits(Case golden, List<int[]> sequences, List<LoraAdapter> adapters) {
    try (TensorScope _ = new TensorScope()) {
      Pass pass = pass(TokenBatch.ofSequences(sequences), adapters, Gradients.NONE);
      Tensor hidden = golden.model().forward(pass).states();
      int vocabulary = golden.model().shape().vocabSize();
      Tensor logits = pass.take(pass.tokens(), vocabulary);
      float[] flat = golden.model().lmHead().forward(hidden, logits, pass).y().floats();
      float[][] rows = new float[pass.tokens()][];
      Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * vocabulary, (i + 1) * vocabulary));
      return rows;
    }
  }

  private Pass pass(TokenBatch batch, List<LoraAdapter> adapters, Gradients gradients) {
    List<Pass.AdapterRows> rows =
        adapters.stream().map(adapter -> new Pass.AdapterRows(adapter, 0, batch.tokens())).toList();
    return new Pass(batch, workspace, new Pass.Options(gradients, rows, KeyValueMemory.NONE));
  }

  private static int argmax(float[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }

  private static double logSumExp(float[] numbers) {
    double max = numbers[argmax(numbers)];
    double sum = 0;
    for (float number : numbers) {
      sum += Math.exp(number - max);
    }
    return max + Math.log(sum);
  }
}
