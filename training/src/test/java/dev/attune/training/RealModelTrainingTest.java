package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.TrainedParameters;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.TensorScope;
import dev.attune.torch.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Training a real pretrained model step by step as transformers and PEFT do: the same examples,
 * rates, losses and gradient norms. The reference lies beside the project and is not always there.
 */
final class RealModelTrainingTest {
  private static final double LOSS = 1e-3;
  private static final double GRADIENT_NORM = 1e-2;

  @ParameterizedTest
  @ValueSource(strings = {"full-stories", "full-masked-banking", "lora-masked-banking"})
  void everyStepHasTheLossAndTheGradientNormOfTheReference(String name) throws IOException {
    Path models = Path.of(System.getProperty("project.root", ".."), "../shared/models");
    assumeThat(models).isDirectory();
    JsonNode reference =
        JsonMapper.shared()
            .readTree(
                Files.readAllBytes(models.resolve("reference/train-%s.json".formatted(name))));
    try (TensorScope _ = new TensorScope();
        LoadedModel loaded = LoadedModel.load(models.resolve("stories260K"))) {
      train(tuning(loaded, reference, models), reference);
    }
  }

  private static void train(Tuning tuning, JsonNode reference) {
    JsonNode hyperparameters = reference.path("hyperparameters");
    double weightDecay = hyperparameters.path("weight_decay").doubleValue();
    List<EncodedExample> data = examples(reference.path("data"));
    int batchSize = hyperparameters.path("batch_size").intValue();
    try (TrainedParameters trained =
            new TrainedParameters(tuning.trainee().parameters(), Placement.CPU);
        Workers workers = new Workers(tuning.trainee(), Placement.CPU, MemoryPlan.USUAL, 2, 2);
        Optimizer optimizer = new Optimizer(trained, workers, 2, weightDecay, 1)) {
      int step = 0;
      for (JsonNode expected : reference.path("float64").path("steps")) {
        List<EncodedExample> batch = new ArrayList<>();
        for (int i = 0; i < batchSize; i++) {
          batch.add(data.get((step * batchSize + i) % data.size()));
        }
        step++;
        List<List<MicroBatch>> slices = new Slices(1024, true).divide(batch, 2);
        long tokens = slices.stream().flatMap(List::stream).mapToLong(MicroBatch::lossTokens).sum();
        optimizer.zeroGradients();
        LossSum loss = workers.train(slices, optimizer.sinks(), 1.0 / tokens, 0);
        double norm = optimizer.step(step, expected.path("lr").doubleValue());

        assertThat(loss.meanLoss())
            .as("loss of step %d", step)
            .isCloseTo(expected.path("loss").doubleValue(), Offset.offset(LOSS));
        double expectedNorm = expected.path("grad_norm_before_clip").doubleValue();
        assertThat(norm)
            .as("gradient norm of step %d", step)
            .isCloseTo(expectedNorm, Offset.offset(GRADIENT_NORM * expectedNorm));
      }
      LossSum heldOut =
          workers.evaluate(new Slices(1024, true).divide(examples(reference.path("heldout")), 2));
      assertThat(heldOut.meanLoss())
          .isCloseTo(
              reference.path("float64").path("heldout_loss_after").doubleValue(),
              Offset.offset(LOSS));
    }
  }

  private static Tuning tuning(LoadedModel loaded, JsonNode reference, Path models) {
    if (reference.path("method").asString().startsWith("full")) {
      return new Tuning.Full(loaded);
    }
    AdapterConfig config =
        new AdapterConfig(4, 8, 0, Adapters.allLinear(loaded.model()), false, "stories260K");
    LoraAdapter adapter = Adapters.create(loaded.model(), config, new RandomSource(1));
    try (WeightFiles initial =
        WeightFiles.openFile(
            models
                .resolve("reference")
                .resolve(reference.path("initial_lora_A_file").asString()))) {
      for (var parameter : adapter.parameters()) {
        initial.names().stream()
            .filter(name -> parameter.name().endsWith(name) || name.equals(parameter.name()))
            .forEach(name -> parameter.value().copy(initial.f32(name)));
      }
      assertThat(initial.names()).hasSize(adapter.linears().size());
    }
    return new Tuning.Lora(loaded.model(), adapter, config);
  }

  private static List<EncodedExample> examples(JsonNode list) {
    List<EncodedExample> examples = new ArrayList<>();
    for (JsonNode each : list) {
      int[] ids = each.path("ids").valueStream().mapToInt(JsonNode::intValue).toArray();
      boolean[] carries = new boolean[ids.length];
      Arrays.fill(carries, each.path("train_from_position").asInt(0), ids.length, true);
      examples.add(new EncodedExample(ids, carries));
    }
    return examples;
  }
}
