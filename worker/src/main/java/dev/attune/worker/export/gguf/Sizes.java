package dev.attune.worker.export.gguf;

import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.decoder.ModelShape;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.worker.export.source.ExportException;
import dev.attune.worker.export.source.SourceModel;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What the header says of a model but its tokenizer. */
final class Sizes {
  /** {@code MOSTLY_F16} of llama.cpp's file types. */
  private static final int FILE_TYPE = 1;

  private Sizes() {}

  static SequencedMap<String, GgufValue> of(SourceModel source) {
    ConfigJson config = source.config();
    Architecture architecture = Architecture.of(config);
    refuseWhatIsNotLoaded(architecture, config);
    SequencedMap<String, GgufValue> values = new LinkedHashMap<>();
    values.put("general.architecture", new GgufValue.Text(architecture.ggufName()));
    values.put("general.type", new GgufValue.Text("model"));
    values.put("general.name", new GgufValue.Text(source.name()));
    values.put("general.file_type", new GgufValue.Unsigned(FILE_TYPE));
    values.put("general.quantization_version", new GgufValue.Unsigned(2));
    String prefix = architecture.ggufName() + ".";
    sizes(config, source.model().shape())
        .forEach((name, size) -> values.put(prefix + name, new GgufValue.Unsigned(size)));
    values.put(
        prefix + "attention.layer_norm_rms_epsilon",
        new GgufValue.Real((float) Decoder.rmsNormEps(config)));
    RopeScaling.of(config).values().forEach((name, value) -> values.put(prefix + name, value));
    return values;
  }

  private static SequencedMap<String, Integer> sizes(ConfigJson config, ModelShape shape) {
    SequencedMap<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("block_count", shape.numHiddenLayers());
    sizes.put("context_length", GgufContext.of(config));
    sizes.put("embedding_length", shape.hiddenSize());
    sizes.put("feed_forward_length", config.size("intermediate_size"));
    sizes.put("attention.head_count", config.size("num_attention_heads"));
    sizes.put("attention.head_count_kv", shape.numKeyValueHeads());
    sizes.put("attention.key_length", shape.headDim());
    sizes.put("attention.value_length", shape.headDim());
    sizes.put("rope.dimension_count", shape.headDim());
    sizes.put("vocab_size", shape.vocabSize());
    return sizes;
  }

  private static void refuseWhatIsNotLoaded(Architecture architecture, ConfigJson config) {
    if (architecture == Architecture.QWEN3 && config.flag("attention_bias", false)) {
      throw ExportException.unsupported(
          "llama.cpp loads no attention biases of the family 'qwen3'. Export the model as safetensors.");
    }
  }
}
