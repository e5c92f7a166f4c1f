package dev.attune.model.layer;

import dev.attune.torch.Device;
import dev.attune.torch.RandomSource;
import org.jspecify.annotations.Nullable;

/** The random numbers of dropout, the same each time that a layer is entered. */
final class Dropout {
  private static final long STRIDE = 0x9E3779B97F4A7C15L; // spreads neighbours over all seeds

  private final long seed;
  private final Device device;
  private int layer;
  private @Nullable RandomSource random;

  Dropout(long seed, Device device) {
    this.seed = seed;
    this.device = device;
  }

  void enterLayer(int index) {
    layer = index;
    random = null;
  }

  /** Goes on where the layer's last draw ended. */
  RandomSource random() {
    RandomSource own = random;
    if (own == null) {
      own = RandomSource.on(device, seed + STRIDE * (layer + 1));
      random = own;
    }
    return own;
  }
}
