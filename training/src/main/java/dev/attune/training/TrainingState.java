package dev.attune.training;

import dev.attune.model.TrainedParameters;
import dev.attune.torch.AdamW;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.WeightFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a checkpoint holds beside the tuned weights, so that a resumed training equals an unbroken
 * one to the bit: the optimizer's moments and the step. Schedule, data position and random numbers
 * all follow from the step and the seed.
 *
 * @param step the last one that is done
 * @param slices into which every step's batch is divided; it decides the order of sums
 * @param microBatchTokens the largest size of a micro-batch, which decides it as well
 * @param totalSteps of the whole training
 * @param seed of the training
 */
record TrainingState(int step, int slices, int microBatchTokens, int totalSteps, long seed) {
  private static final String STATE = "trainer_state.json";
  private static final String MOMENTS = "optimizer.safetensors";
  private static final String MEAN = "exp_avg.";
  private static final String VARIANCE = "exp_avg_sq.";

  /** Writes a checkpoint into an empty folder. */
  void save(Path folder, Tuning tuning, TrainedParameters trained, AdamW.Moments moments)
      throws IOException {
    try (TensorScope _ = new TensorScope()) {
      tuning.save(folder);
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      trained.named(moments.mean()).forEach(p -> tensors.put(MEAN + p.name(), p.tensor()));
      trained.named(moments.variance()).forEach(p -> tensors.put(VARIANCE + p.name(), p.tensor()));
      SafetensorsWriter.write(folder.resolve(MOMENTS), tensors);
      Files.write(folder.resolve(STATE), JsonMapper.shared().writeValueAsBytes(this));
    }
  }

  /** Reads what a checkpoint says of itself. */
  static TrainingState read(Path folder) {
    try {
      return JsonMapper.shared()
          .readValue(Files.readAllBytes(folder.resolve(STATE)), TrainingState.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException e) {
      throw mismatch("%s in %s cannot be read: %s".formatted(STATE, folder, e.getMessage()));
    }
  }

  /** Puts a checkpoint's numbers in place. */
  static void restore(
      Path folder, Tuning tuning, TrainedParameters trained, AdamW.Moments moments) {
    try (TensorScope _ = new TensorScope();
        WeightFiles weights = WeightFiles.openFile(folder.resolve(tuning.weightsFile()));
        WeightFiles optimizer = WeightFiles.openFile(folder.resolve(MOMENTS))) {
      copy(weights, "", trained, trained.values());
      copy(optimizer, MEAN, trained, moments.mean());
      copy(optimizer, VARIANCE, trained, moments.variance());
      trained.valuesMoved();
    }
  }

  private static void copy(
      WeightFiles files, String prefix, TrainedParameters trained, Tensor vector) {
    for (TrainedParameters.Named part : trained.named(vector)) {
      part.tensor().copy(files.f32(prefix + part.name()));
    }
  }

  static TrainingException mismatch(String message) {
    return new TrainingException(TrainingException.Reason.CHECKPOINT_MISMATCH, message);
  }
}
