package dev.attune.platform;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.jobs.TrainingDevice;
import dev.attune.platform.process.NvidiaSmi;
import dev.attune.protocol.JobSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Where jobs can train, and why there.
 *
 * @param found the one for jobs that name none first
 * @param why a sentence for the operator
 */
record Devices(List<TrainingDevice> found, String why) {
  /** The setting that leaves the choice to us. */
  static final String AUTO = "auto";

  /** Ampere, the first that multiplies in BF16. */
  private static final double FIRST_WITH_BF16 = 8.0;

  /** CUDA's own, libtorch's kernels and what operators need for a moment. */
  private static final double MEMORY_SHARE = 0.9;

  Devices {
    found = List.copyOf(found);
  }

  /**
   * Looks for accelerators.
   *
   * @param setting {@value #AUTO}, or the one device to use
   * @param hasCuda whether the worker programs could use one
   * @throws PlatformException {@code INVALID_REQUEST} when the setting names what is not there
   */
  static Devices find(String setting, boolean hasCuda, TrainingDevice cpu, NvidiaSmi nvidia) {
    if (setting.equals(TrainingDevice.CPU)) {
      return new Devices(List.of(cpu), "Jobs train on the cpu, as --device says.");
    }
    if (!hasCuda) {
      return none(setting, cpu, "this build has no CUDA; one made with -Pcuda has");
    }
    List<NvidiaSmi.Gpu> gpus = nvidia.gpus();
    if (gpus.isEmpty()) {
      return none(setting, cpu, "nvidia-smi finds no GPU");
    }
    List<TrainingDevice> devices = new ArrayList<>(gpus.stream().map(Devices::of).toList());
    devices.add(cpu);
    List<TrainingDevice> chosen =
        setting.equals(AUTO)
            ? devices
            : devices.stream().filter(each -> each.id().equals(setting)).toList();
    if (chosen.isEmpty()) {
      return none(setting, cpu, "nvidia-smi finds %d GPU(s)".formatted(gpus.size()));
    }
    TrainingDevice first = chosen.getFirst();
    return new Devices(
        chosen,
        "Jobs train on %s (%s) in %s: nvidia-smi found it."
            .formatted(first.id(), first.name(), first.compute()));
  }

  private static Devices none(String setting, TrainingDevice cpu, String why) {
    if (!setting.equals(AUTO)) {
      throw PlatformException.invalid(
          null, "--device %s cannot be used: %s. Use auto or cpu.".formatted(setting, why));
    }
    return new Devices(List.of(cpu), "Jobs train on the cpu: %s.".formatted(why));
  }

  private static TrainingDevice of(NvidiaSmi.Gpu gpu) {
    return new TrainingDevice(
        "cuda:" + gpu.index(),
        gpu.name(),
        gpu.computeCapability() >= FIRST_WITH_BF16 ? JobSpec.Compute.BF16 : JobSpec.Compute.F32,
        1,
        1,
        (long) (MEMORY_SHARE * gpu.memory()));
  }
}
