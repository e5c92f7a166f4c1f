package dev.attune.worker.export.gguf;

import dev.attune.worker.export.source.ExportException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What llama.cpp calls the tensors that Hugging Face files have. */
final class TensorNames {
  static final String ROPE_FACTORS = "rope_freqs.weight";

  private static final Pattern LAYER =
      Pattern.compile("model\\.layers\\.(\\d+)\\.(.+)\\.(weight|bias)");
  private static final Map<String, String> OUTSIDE =
      Map.of(
          "model.embed_tokens.weight", "token_embd.weight",
          "model.norm.weight", "output_norm.weight",
          "lm_head.weight", "output.weight");
  private static final Map<String, String> INSIDE =
      Map.ofEntries(
          Map.entry("input_layernorm", "attn_norm"),
          Map.entry("self_attn.q_proj", "attn_q"),
          Map.entry("self_attn.k_proj", "attn_k"),
          Map.entry("self_attn.v_proj", "attn_v"),
          Map.entry("self_attn.o_proj", "attn_output"),
          Map.entry("self_attn.q_norm", "attn_q_norm"),
          Map.entry("self_attn.k_norm", "attn_k_norm"),
          Map.entry("post_attention_layernorm", "ffn_norm"),
          Map.entry("mlp.gate_proj", "ffn_gate"),
          Map.entry("mlp.up_proj", "ffn_up"),
          Map.entry("mlp.down_proj", "ffn_down"));

  private TensorNames() {}

  /** llama.cpp's name of a parameter. */
  static String of(String parameter) {
    String outside = OUTSIDE.get(parameter);
    if (outside != null) {
      return outside;
    }
    Matcher layer = LAYER.matcher(parameter);
    if (!layer.matches() || !INSIDE.containsKey(layer.group(2))) {
      throw ExportException.unsupported(
          "llama.cpp has no place for the tensor '%s'. Export the model as safetensors."
              .formatted(parameter));
    }
    String inside = Objects.requireNonNull(INSIDE.get(layer.group(2)));
    return "blk.%s.%s.%s".formatted(layer.group(1), inside, layer.group(3));
  }
}
