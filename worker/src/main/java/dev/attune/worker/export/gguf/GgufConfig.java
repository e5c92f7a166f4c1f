package dev.attune.worker.export.gguf;

import dev.attune.model.decoder.ConfigJson;
import dev.attune.torch.gguf.GgufFile;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.worker.export.source.ExportException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A GGUF header as the {@code config.json} that says the same. */
final class GgufConfig {
  private final GgufFile file;
  private final Architecture architecture;

  GgufConfig(GgufFile file) {
    this.file = file;
    this.architecture = Architecture.named(text("general.architecture"));
  }

  Architecture architecture() {
    return architecture;
  }

  /** The configuration; a table of rope factors is checked against the one of {@code source}. */
  ConfigJson toConfigJson(ConfigJson source) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model_type", architecture.ggufName());
    json.put("num_hidden_layers", size("block_count"));
    json.put("max_position_embeddings", size("context_length"));
    json.put("hidden_size", size("embedding_length"));
    json.put("intermediate_size", size("feed_forward_length"));
    json.put("num_attention_heads", size("attention.head_count"));
    json.put("num_key_value_heads", size("attention.head_count_kv"));
    json.put("head_dim", size("attention.key_length"));
    json.put("vocab_size", size("vocab_size"));
    json.put("rms_norm_eps", real("attention.layer_norm_rms_epsilon"));
    json.put("rope_parameters", rope(source));
    json.put("tie_word_embeddings", !file.tensorNames().contains("output.weight"));
    json.put("attention_bias", file.tensorNames().contains("blk.0.attn_output.bias"));
    json.put("mlp_bias", file.tensorNames().contains("blk.0.ffn_up.bias"));
    return ConfigJson.parse(JsonMapper.shared().writeValueAsString(json));
  }

  private Map<String, Object> rope(ConfigJson source) {
    Map<String, Object> rope = new LinkedHashMap<>();
    rope.put("rope_theta", real("rope.freq_base"));
    if (file.tensorNames().contains(TensorNames.ROPE_FACTORS)) {
      checkFactors(source);
      ConfigJson scaling = RopeScaling.of(source).scaling().orElseThrow();
      rope.put("rope_type", "llama3");
      rope.put("factor", scaling.number("factor", 8));
      rope.put("low_freq_factor", scaling.number("low_freq_factor", 1));
      rope.put("high_freq_factor", scaling.number("high_freq_factor", 4));
      rope.put(
          "original_max_position_embeddings", scaling.integer("original_max_position_embeddings"));
    } else if (file.find(key("rope.scaling.type")).isPresent()) {
      rope.put("rope_type", text(key("rope.scaling.type")));
      rope.put("factor", real("rope.scaling.factor"));
    }
    return rope;
  }

  private void checkFactors(ConfigJson source) {
    float[] stored = file.tensor(TensorNames.ROPE_FACTORS).floats();
    var expected = RopeScaling.of(source).factors(2 * stored.length).orElseThrow();
    for (int i = 0; i < stored.length; i++) {
      if (Math.abs(stored[i] - expected.get(i)) > 1e-6 * expected.get(i)) {
        throw ExportException.differs("The factors of the rope frequencies are not the model's.");
      }
    }
  }

  private int size(String name) {
    return value(key(name)) instanceof GgufValue.Unsigned(long value)
        ? Math.toIntExact(value)
        : wrong(key(name));
  }

  private double real(String name) {
    return value(key(name)) instanceof GgufValue.Real(float value) ? value : wrong(key(name));
  }

  private String text(String name) {
    if (value(name) instanceof GgufValue.Text(String value)) {
      return value;
    }
    throw new IllegalStateException(name);
  }

  private String key(String name) {
    return architecture.ggufName() + "." + name;
  }

  private GgufValue value(String name) {
    return file.find(name)
        .orElseThrow(() -> ExportException.differs("The file lacks the value " + name + "."));
  }

  private static int wrong(String name) {
    throw ExportException.differs("The value %s is of the wrong type.".formatted(name));
  }
}
