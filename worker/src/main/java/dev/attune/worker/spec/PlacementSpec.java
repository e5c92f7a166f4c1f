package dev.attune.worker.spec;

import dev.attune.protocol.JobSpec;
import dev.attune.torch.DType;
import dev.attune.torch.Device;
import dev.attune.torch.Placement;

/** How a run computes. */
public final class PlacementSpec {
  private PlacementSpec() {}

  public static Placement of(JobSpec.Slot slot) {
    return new Placement(new Device(slot.device()), dtype(slot));
  }

  public static DType dtype(JobSpec.Slot slot) {
    return switch (slot.compute()) {
      case F32 -> DType.F32;
      case BF16 -> DType.BF16;
    };
  }
}
