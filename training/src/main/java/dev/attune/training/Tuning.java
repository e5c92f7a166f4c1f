package dev.attune.training;

import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.LoraAdapter;
import java.io.IOException;
import java.nio.file.Path;

/** Which weights of a model a training moves, and how the result is saved. */
public sealed interface Tuning {
  /** The model and what of it moves. */
  Trainee trainee();

  /** The trained parameters have their numbers elsewhere now. */
  void valuesMoved();

  /** Writes the tuned model's files into an empty folder. */
  void save(Path folder) throws IOException;

  /** The file in such a folder that holds the trained parameters by name. */
  String weightsFile();

  /** Low-rank adapters; saved in PEFT's layout. */
  record Lora(CausalLm model, LoraAdapter adapter, AdapterConfig config, Objective objective)
      implements Tuning {
    /** One that learns to predict tokens. */
    public Lora(CausalLm model, LoraAdapter adapter, AdapterConfig config) {
      this(model, adapter, config, new Objective.NextToken());
    }

    @Override
    public Trainee trainee() {
      return new Trainee(model, adapter, objective);
    }

    @Override
    public void valuesMoved() {
      // The model's own weights are read all the time.
    }

    @Override
    public void save(Path folder) throws IOException {
      Adapters.save(adapter, config, folder);
    }

    @Override
    public String weightsFile() {
      return Adapters.WEIGHTS;
    }
  }

  /** Every weight; saved as a Hugging Face directory. */
  record Full(LoadedModel loaded) implements Tuning {
    @Override
    public Trainee trainee() {
      return new Trainee(loaded.model(), null);
    }

    @Override
    public void valuesMoved() {
      loaded.unloadFiles();
    }

    @Override
    public void save(Path folder) throws IOException {
      loaded.save(folder);
    }

    @Override
    public String weightsFile() {
      return LoadedModel.WEIGHTS;
    }
  }
}
