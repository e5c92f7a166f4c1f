package dev.attune.torch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.global.torch;

/**
 * Where numbers are: this machine's memory, or that of an accelerator.
 *
 * @param name as libtorch spells it: {@code cpu}, {@code cuda:0}
 */
public record Device(String name) {
  public static final Device CPU = new Device("cpu");

  private static final Map<Device, org.bytedeco.pytorch.Device> HANDLES = new ConcurrentHashMap<>();

  /** Whether numbers are where Java can read them. */
  public boolean isHost() {
    return equals(CPU);
  }

  /**
   * To be called once before a process computes on the device. From then on, the same numbers give
   * the same bits wherever libtorch knows a way to.
   *
   * @throws DeviceException when there is no such device, or this build of libtorch cannot use it
   */
  public void open() {
    Torch.load();
    if (isHost()) {
      return;
    }
    if (!torch.hasCUDA()) {
      throw new DeviceException(
          "libtorch finds no device %s. Build Attune with -Pcuda on a machine with NVIDIA's driver and CUDA, or train on the cpu."
              .formatted(name));
    }
    torch.globalContext().setDeterministicAlgorithms(true, true);
    Tensors.empty(this, DType.F32, 1).zero().item();
  }

  org.bytedeco.pytorch.Device handle() {
    return HANDLES.computeIfAbsent(
        this, d -> Constants.forever(new org.bytedeco.pytorch.Device(d.name())));
  }

  @Override
  public String toString() {
    return name;
  }
}
