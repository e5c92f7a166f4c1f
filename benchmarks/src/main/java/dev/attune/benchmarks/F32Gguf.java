package dev.attune.benchmarks;

import dev.attune.model.LoadedModel;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.StoredTensor;
import dev.attune.torch.Tensor;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.torch.gguf.GgufWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * A model with random weights in F32 for llama.cpp; what users export is in F16. It has no words,
 * as nothing but speed is asked of it.
 */
final class F32Gguf {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("model.embed_tokens", "token_embd"),
          Map.entry("model.norm", "output_norm"),
          Map.entry("model.layers", "blk"),
          Map.entry("input_layernorm", "attn_norm"),
          Map.entry("post_attention_layernorm", "ffn_norm"),
          Map.entry("self_attn.q_proj", "attn_q"),
          Map.entry("self_attn.k_proj", "attn_k"),
          Map.entry("self_attn.v_proj", "attn_v"),
          Map.entry("self_attn.o_proj", "attn_output"),
          Map.entry("mlp.gate_proj", "ffn_gate"),
          Map.entry("mlp.up_proj", "ffn_up"),
          Map.entry("mlp.down_proj", "ffn_down"));

  private F32Gguf() {}

  static Path write(LlamaSize size, Path directory, Path file) throws IOException {
    try (LoadedModel loaded = LoadedModel.load(directory)) {
      SequencedMap<String, Tensor> numbers = new LinkedHashMap<>();
      for (Parameter each : loaded.model().parameters()) {
        numbers.put(named(each.name()), each.value());
      }
      List<StoredTensor> tensors = new ArrayList<>();
      numbers.forEach((name, tensor) -> tensors.add(StoredTensor.of(name, tensor)));
      GgufWriter.write(
          file, values(size), tensors, name -> Objects.requireNonNull(numbers.get(name)));
    }
    return file;
  }

  private static String named(String parameter) {
    String name = parameter;
    for (Map.Entry<String, String> each : NAMES.entrySet()) {
      name = name.replace(each.getKey(), each.getValue());
    }
    return name;
  }

  private static SequencedMap<String, GgufValue> values(LlamaSize size) {
    SequencedMap<String, GgufValue> values = new LinkedHashMap<>();
    values.put("general.architecture", new GgufValue.Text("llama"));
    values.put("general.file_type", new GgufValue.Unsigned(0)); // F32
    sizes(size)
        .forEach((name, value) -> values.put("llama." + name, new GgufValue.Unsigned(value)));
    values.put("llama.attention.layer_norm_rms_epsilon", new GgufValue.Real(1e-5f));
    values.put("tokenizer.ggml.model", new GgufValue.Text("no_vocab"));
    return values;
  }

  private static Map<String, Integer> sizes(LlamaSize size) {
    return Map.of(
        "block_count", size.layers,
        "context_length", 4096,
        "embedding_length", size.hiddenSize,
        "feed_forward_length", size.intermediateSize,
        "attention.head_count", size.heads,
        "attention.head_count_kv", size.kvHeads,
        "rope.dimension_count", size.hiddenSize / size.heads,
        "vocab_size", size.vocabSize);
  }
}
