package dev.attune.torch;

/** The two ways to compute a Gaussian error linear unit (https://arxiv.org/abs/1606.08415). */
public enum Gelu {
  EXACT("none"),
  /** 0.5·a·(1 + tanh(√(2/π)·(a + 0.044715·a³))). */
  TANH("tanh");

  private final String approximation;

  Gelu(String approximation) {
    this.approximation = approximation;
  }

  /** As libtorch names it. */
  String approximation() {
    return approximation;
  }
}
