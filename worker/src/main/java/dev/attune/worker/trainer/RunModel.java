package dev.attune.worker.trainer;

import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.decoder.ModelException;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import dev.attune.protocol.JobSpec;
import dev.attune.torch.DType;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.Torch;
import dev.attune.training.Objective;
import dev.attune.training.Trainee;
import dev.attune.training.Tuning;
import dev.attune.worker.spec.AdapterSpec;
import dev.attune.worker.spec.MethodSpec;
import dev.attune.worker.spec.PlacementSpec;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The model of a run and which of its weights move. */
record RunModel(LoadedModel loaded, Tuning tuning) implements AutoCloseable {

  static RunModel load(JobSpec spec) {
    Torch.enterThread();
    Placement placement = PlacementSpec.of(spec.slot());
    placement.device().open();
    LoadedModel loaded =
        LoadedModel.load(Path.of(spec.base().directory()), ofWeights(spec, placement));
    return new RunModel(
        loaded,
        switch (spec.tuning()) {
          case JobSpec.Tuning.Full _ -> full(loaded, spec);
          case JobSpec.Tuning.Lora lora -> lora(loaded, lora, spec);
        });
  }

  /** Weights that move are kept as F32; what is computed with is rounded from them. */
  private static Placement ofWeights(JobSpec spec, Placement placement) {
    return switch (spec.tuning()) {
      case JobSpec.Tuning.Full _ -> new Placement(placement.device(), DType.F32);
      case JobSpec.Tuning.Lora _ -> placement;
    };
  }

  /** Numbers in the model, without an adapter. */
  long parameters() {
    return loaded.model().parameters().stream().mapToLong(Parameter::count).sum();
  }

  @Override
  public void close() {
    Trainee trainee = tuning.trainee();
    if (trainee.adapter() != null) {
      Adapters.close(trainee.adapter());
    }
    if (trainee.objective() instanceof Objective.Preference(_, LoraAdapter reference)
        && reference != null) {
      Adapters.close(reference);
    }
    loaded.close();
  }

  private static Tuning lora(LoadedModel loaded, JobSpec.Tuning.Lora lora, JobSpec spec) {
    return spec.base().adapter() == null
        ? newAdapter(loaded, lora, spec)
        : goOnWith(Path.of(spec.base().adapter()), loaded, lora, spec);
  }

  private static Tuning newAdapter(LoadedModel loaded, JobSpec.Tuning.Lora lora, JobSpec spec) {
    AdapterConfig config = AdapterSpec.config(lora, spec.base());
    LoraAdapter adapter = Adapters.create(loaded.model(), config, new RandomSource(spec.seed()));
    return new Tuning.Lora(
        loaded.model(), adapter, config, MethodSpec.objective(spec.method(), null));
  }

  /** Rank, scaling and modules are the adapter's own; nobody can change them any more. */
  private static Tuning goOnWith(
      Path directory, LoadedModel loaded, JobSpec.Tuning.Lora lora, JobSpec spec) {
    AdapterConfig before = AdapterConfig.read(directory);
    AdapterConfig config =
        new AdapterConfig(
            before.rank(),
            before.alpha(),
            lora.dropout(),
            before.targetModules(),
            before.rankStabilized(),
            before.baseModel());
    LoraAdapter start = Adapters.load(loaded.model(), directory);
    return new Tuning.Lora(
        loaded.model(), start, config, MethodSpec.objective(spec.method(), before(spec, loaded)));
  }

  /** What the model was before, for those who are held to it. */
  private static @Nullable LoraAdapter before(JobSpec spec, LoadedModel loaded) {
    return switch (spec.method()) {
      case JobSpec.Method.Supervised _ -> null;
      case JobSpec.Method.Preference _ ->
          Adapters.load(
              loaded.model(),
              Path.of(Objects.requireNonNull(spec.base().adapter())),
              PlacementSpec.of(spec.slot()));
    };
  }

  private static Tuning full(LoadedModel loaded, JobSpec spec) {
    if (spec.base().adapter() != null) {
      throw new ModelException(
          "The model is an adapter on a base model, of which not all weights can be tuned. Set attune.tuning to lora, or start from the base model.");
    }
    return switch (spec.method()) {
      case JobSpec.Method.Supervised _ -> new Tuning.Full(loaded);
      case JobSpec.Method.Preference _ ->
          throw new ModelException(
              "Preferences are learnt beside the model they start from, by an adapter. Set attune.tuning to lora.");
    };
  }
}
