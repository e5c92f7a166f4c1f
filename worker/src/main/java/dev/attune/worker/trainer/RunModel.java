package dev.attune.worker.trainer;

import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import dev.attune.protocol.JobSpec;
import dev.attune.torch.RandomSource;
import dev.attune.torch.Torch;
import dev.attune.training.Tuning;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The model of a run and which of its weights move. */
record RunModel(LoadedModel loaded, Tuning tuning) implements AutoCloseable {

  static RunModel load(JobSpec spec) {
    Torch.enterThread();
    LoadedModel loaded = LoadedModel.load(Path.of(spec.base().directory()));
    return new RunModel(
        loaded,
        switch (spec.tuning()) {
          case JobSpec.Tuning.Full _ -> new Tuning.Full(loaded);
          case JobSpec.Tuning.Lora lora -> lora(loaded, lora, spec);
        });
  }

  /** Numbers in the model, without an adapter. */
  long parameters() {
    return loaded.model().parameters().stream().mapToLong(Parameter::count).sum();
  }

  @Override
  public void close() {
    LoraAdapter adapter = tuning.adapter();
    if (adapter != null) {
      Adapters.close(adapter);
    }
    loaded.close();
  }

  private static Tuning lora(LoadedModel loaded, JobSpec.Tuning.Lora lora, JobSpec spec) {
    AdapterConfig config =
        new AdapterConfig(
            lora.rank(),
            lora.alpha(),
            lora.dropout(),
            lora.targetModules(),
            false,
            String.valueOf(Path.of(spec.base().directory()).getFileName()));
    @Nullable String before = spec.base().adapter();
    LoraAdapter adapter =
        before == null
            ? Adapters.create(loaded.model(), config, new RandomSource(spec.seed()))
            : Adapters.load(loaded.model(), Path.of(before));
    return new Tuning.Lora(loaded.model(), adapter, config);
  }
}
