package dev.attune.torch;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A stream of random numbers that its seed determines (libtorch's Mersenne twister, and Philox on
 * an accelerator). It ends with the open scope.
 */
public final class RandomSource {
  static {
    Torch.load();
  }

  private final GeneratorOptional optional;

  public RandomSource(long seed) {
    this(torch.make_generator_cpu(seed));
  }

  private RandomSource(Generator generator) {
    optional = new GeneratorOptional(generator);
  }

  /**
   * Draws where the tensors are. A device other than this machine has one stream, which begins anew
   * here.
   */
  public static RandomSource on(Device device, long seed) {
    if (device.isHost()) {
      return new RandomSource(seed);
    }
    Generator generator = torch.globalContext().defaultGenerator(device.handle());
    generator.set_current_seed(seed);
    return new RandomSource(generator);
  }

  GeneratorOptional optional() {
    return optional;
  }
}
