package dev.attune.platform.jobs;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.models.BaseModel;
import dev.attune.platform.models.TunedModel.Tuning;
import dev.attune.protocol.JobSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the machine that jobs share: on each device, each job runs on its share of the
 * cores, and all together never need more memory than there is.
 *
 * @param devices the one for jobs that name none first
 */
public record Slots(List<TrainingDevice> devices) {
  private static final double GIB = 1L << 30;
  private static final int MOMENTS = 2;

  public Slots {
    devices = List.copyOf(devices);
  }

  /** The device for jobs that name none. */
  public TrainingDevice usual() {
    return devices.getFirst();
  }

  /** The device of this name; empty where the machine has none. */
  public Optional<TrainingDevice> find(String id) {
    return devices.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** Bytes for the jobs of the device that {@code job} trains on. */
  public long memory(Job job) {
    return find(deviceOf(job)).orElseGet(this::usual).memory();
  }

  /** What the trainer of a job is given. A device that is gone, the trainer will not find. */
  public JobSpec.Slot slot(Job job) {
    return find(deviceOf(job))
        .map(TrainingDevice::slot)
        .orElseGet(() -> new JobSpec.Slot(deviceOf(job), JobSpec.Compute.F32, 1));
  }

  /** Whether another job may begin beside those that run. One alone on a device always may. */
  public boolean admits(List<Job> running, Job next) {
    List<Job> beside =
        running.stream().filter(each -> deviceOf(each).equals(deviceOf(next))).toList();
    long held = beside.stream().mapToLong(Slots::bytes).sum();
    int jobs = find(deviceOf(next)).map(TrainingDevice::jobs).orElse(1);
    return beside.isEmpty() || (beside.size() < jobs && held + bytes(next) <= memory(next));
  }

  private static long bytes(Job job) {
    return job.plan() == null ? 0 : job.plan().bytes();
  }

  /** Jobs that were validated before there was a choice trained on the processor. */
  private static String deviceOf(Job job) {
    String device = job.options().device();
    return device == null ? TrainingDevice.CPU : device;
  }

  /**
   * Refuses what this machine does not have, and what could not begin with the shortest example.
   *
   * @param device that the client named, or null
   * @throws PlatformException {@code INSUFFICIENT_MEMORY} or {@code INVALID_REQUEST}
   */
  void checkAtLeast(BaseModel base, Tuning tuning, @Nullable String device) {
    TrainingDevice chosen = device == null ? usual() : named(device);
    long bytes = base.parameters() * leastBytes(tuning, chosen);
    if (bytes > chosen.memory()) {
      throw new PlatformException(
          ErrorCode.INSUFFICIENT_MEMORY, "model", tooLarge(base.name(), tuning, chosen, bytes));
    }
  }

  private TrainingDevice named(String device) {
    return find(device)
        .orElseThrow(() ->
            PlatformException.invalid(
                "attune.device",
                "The device '%s' is not available. This server trains on %s."
                    .formatted(
                        device,
                        devices.stream()
                            .map(each -> "'" + each.id() + "'")
                            .collect(Collectors.joining(" and ")))));
  }

  /** Of each parameter. */
  private static long leastBytes(Tuning tuning, TrainingDevice device) {
    long rounded =
        switch (device.compute()) {
          case F32 -> 0;
          case BF16 -> 2;
        };
    return switch (tuning) {
      case LORA -> rounded == 0 ? Float.BYTES : rounded;
      case FULL -> (1L + MOMENTS + device.threads()) * Float.BYTES + rounded;
    };
  }

  /** The sentence of a job that does not fit on its device. */
  public String tooLarge(Job job, Tuning tuning, long bytes) {
    return tooLarge(job.order().model(), tuning, find(deviceOf(job)).orElseGet(this::usual), bytes);
  }

  private static String tooLarge(String model, Tuning tuning, TrainingDevice device, long bytes) {
    String other =
        switch (tuning) {
          case LORA -> "a smaller model, a shorter attune.max_sequence_length";
          case FULL -> "attune.tuning lora, a smaller model";
        };
    String more =
        device.id().equals(TrainingDevice.CPU)
            ? "or raise --job-memory-bytes"
            : "or train with attune.device cpu";
    return "%s tuning of %s needs %.1f GiB of memory, and jobs may have %.1f GiB of %s. Choose %s, %s."
        .formatted(
            tuning == Tuning.LORA ? "LoRA" : "Full",
            model,
            bytes / GIB,
            device.memory() / GIB,
            device.name(),
            other,
            more);
  }
}
