package dev.attune.torch;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A stream of random numbers that its seed determines (libtorch's Mersenne twister). It ends with
 * the open scope.
 */
public final class RandomSource {
  static {
    Torch.load();
  }

  private final GeneratorOptional optional;

  public RandomSource(long seed) {
    Generator generator = torch.make_generator_cpu(seed);
    optional = new GeneratorOptional(generator);
  }

  GeneratorOptional optional() {
    return optional;
  }
}
