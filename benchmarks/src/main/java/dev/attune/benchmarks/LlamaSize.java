package dev.attune.benchmarks;

import dev.attune.torch.WeightFormat;

/** Sizes of published Llama models, for random weights of the same shape. */
enum LlamaSize {
  /** karpathy's stories15M. */
  LLAMA_15M("15M", 288, 6, 6, 6, 768, 32_000),
  /** SmolLM2-135M. */
  LLAMA_135M("135M", 576, 30, 9, 3, 1536, 49_152);

  final String title;
  final int hiddenSize;
  final int layers;
  final int heads;
  final int kvHeads;
  final int intermediateSize;
  final int vocabSize;

  LlamaSize(
      String title,
      int hiddenSize,
      int layers,
      int heads,
      int kvHeads,
      int intermediateSize,
      int vocabSize) {
    this.title = title;
    this.hiddenSize = hiddenSize;
    this.layers = layers;
    this.heads = heads;
    this.kvHeads = kvHeads;
    this.intermediateSize = intermediateSize;
    this.vocabSize = vocabSize;
  }

  /** Numbers in the linear modules of all layers. */
  double linearParameters() {
    double keys = (double) kvHeads * hiddenSize / heads;
    return layers
        * (2.0 * hiddenSize * hiddenSize
            + 2 * hiddenSize * keys
            + 3.0 * hiddenSize * intermediateSize);
  }

  /** Numbers that are read for one token. */
  double parameters() {
    return linearParameters() + headParameters();
  }

  /** Bytes of them in a format. */
  double bytes(WeightFormat format) {
    return parameters()
        * switch (format) {
          case F32 -> Float.BYTES;
          case BF16 -> Short.BYTES;
          case INT8 -> Byte.BYTES;
        };
  }

  /** Numbers in the head. */
  double headParameters() {
    return (double) vocabSize * hiddenSize;
  }

  /**
   * Floating-point operations of one training step: {@code factor} a number and token (4 with
   * frozen weights, 6 without), and causal attention forward and back.
   */
  double trainingFlop(double factor, double tokens, double sequence) {
    return factor * (linearParameters() + headParameters()) * tokens
        + layers * 3 * 2.0 * sequence * hiddenSize * tokens;
  }

  String configJson() {
    return """
    {"model_type": "llama", "hidden_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
     "num_key_value_heads": %d, "intermediate_size": %d, "vocab_size": %d, "hidden_act": "silu",
     "max_position_embeddings": 4096, "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "tie_word_embeddings": true}
    """
        .formatted(hiddenSize, layers, heads, kvHeads, intermediateSize, vocabSize);
  }
}
