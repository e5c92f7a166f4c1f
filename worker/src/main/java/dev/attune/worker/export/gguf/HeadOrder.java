package dev.attune.worker.export.gguf;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;

/**
 * The rows of the projections to queries and keys, between the order in which Hugging Face turns
 * features (i with i + headDim/2) and the one in which llama.cpp does (2i with 2i + 1).
 */
record HeadOrder(Architecture architecture, int headDim) {

  static HeadOrder of(Architecture architecture, CausalLm model) {
    return new HeadOrder(architecture, model.shape().headDim());
  }

  static HeadOrder of(ConfigJson config, CausalLm model) {
    return of(Architecture.of(config), model);
  }

  /** From Hugging Face's order to llama.cpp's. */
  Tensor toGguf(String parameter, Tensor rows) {
    return isTurned(parameter) ? swapped(rows, 2, headDim / 2) : rows;
  }

  /** From llama.cpp's order to Hugging Face's. */
  Tensor fromGguf(String parameter, Tensor rows) {
    return isTurned(parameter) ? swapped(rows, headDim / 2, 2) : rows;
  }

  private boolean isTurned(String parameter) {
    return architecture.turnsNeighbours()
        && (parameter.contains(".self_attn.q_proj.") || parameter.contains(".self_attn.k_proj."));
  }

  /** (heads, outer, inner, in) to (heads, inner, outer, in). */
  private Tensor swapped(Tensor rows, int outer, int inner) {
    long heads = rows.size(0) / headDim;
    Tensor turned = rows.view(heads, outer, inner, -1).transpose(1, 2);
    return Tensors.empty(rows.dtype(), turned.shape()).copy(turned).view(rows.shape());
  }
}
