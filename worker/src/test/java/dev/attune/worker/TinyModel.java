package dev.attune.worker;

import dev.attune.data.TinyModels;
import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.Families;
import dev.attune.model.LoadedModel;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.RandomSource;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A whole model directory: two small layers of random numbers, a tiny tokenizer and ChatML. */
public final class TinyModel {
  private static final int VOCABULARY = 384;

  private TinyModel() {}

  /** Writes the model, whose sequences may have {@code context} tokens. */
  public static Path write(Path folder, int context) throws IOException {
    return write(folder, context, VOCABULARY);
  }

  /** The same with an embedding of {@code vocabulary} rows. */
  public static Path write(Path folder, int context, int vocabulary) throws IOException {
    Files.createDirectories(folder);
    TinyModels.chatMl(folder);
    Files.writeString(folder.resolve("config.json"), config(context, vocabulary));
    try (TensorScope _ = new TensorScope()) {
      RandomSource random = new RandomSource(1);
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      for (Parameter parameter : Families.build(ConfigJson.read(folder)).parameters()) {
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        Tensor tensor = Tensors.zeros(shape);
        tensors.put(
            parameter.name(), shape.length == 1 ? tensor.fill(1) : tensor.normal(0, 0.2, random));
      }
      SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
    }
    return folder;
  }

  /** Writes an adapter of random numbers for the model. */
  public static Path writeAdapter(Path model, Path folder, long seed) throws IOException {
    Files.createDirectories(folder);
    try (TensorScope _ = new TensorScope();
        LoadedModel loaded = LoadedModel.load(model)) {
      AdapterConfig config =
          new AdapterConfig(4, 8, 0, Adapters.allLinear(loaded.model()), false, "tiny");
      RandomSource random = new RandomSource(seed);
      LoraAdapter adapter = Adapters.create(loaded.model(), config, random);
      adapter.parameters().forEach(each -> each.value().normal(0, 0.3, random));
      Adapters.save(adapter, config, folder);
      Adapters.close(adapter);
    }
    return folder;
  }

  private static String config(int context, int vocabulary) {
    return """
    {"model_type": "llama", "vocab_size": %d, "hidden_size": 32, "intermediate_size": 64,
     "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
     "max_position_embeddings": %d, "rms_norm_eps": 1e-6, "tie_word_embeddings": false,
     "hidden_act": "silu", "torch_dtype": "float32", "eos_token_id": 378}
    """
        .formatted(vocabulary, context);
  }
}
