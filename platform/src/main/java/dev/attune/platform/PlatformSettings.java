package dev.attune.platform;

import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.jobs.TrainingDevice;
import dev.attune.platform.models.Aliases;
import dev.attune.platform.process.WorkerCommand;
import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.SamplerSpec;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the platform is told when it starts.
 *
 * @param dataDirectory where everything is kept
 * @param organizationName part of the names of tuned models; of use on the first start only
 * @param worker starts worker programs
 * @param maxRunningJobs trainers at once
 * @param maxLoadedModels samplers at once
 * @param cores of the machine that trainers share, and that each sampler may use
 * @param device where jobs train: {@code auto}, or the name of one device
 * @param jobMemory bytes of this machine's memory that all trainers together may need
 * @param checkpointEverySeconds how much work a crash of a trainer may cost
 * @param controlTokens what becomes of control tokens that the text of messages spells
 * @param samplingWeights how samplers keep the numbers of a model
 * @param services that numbers of jobs can go to
 */
public record PlatformSettings(
    Path dataDirectory,
    String organizationName,
    Aliases aliases,
    WorkerCommand worker,
    int maxRunningJobs,
    int maxLoadedModels,
    int cores,
    String device,
    long jobMemory,
    int checkpointEverySeconds,
    ControlTokens controlTokens,
    SamplerSpec.Weights samplingWeights,
    Set<Tracking.Service> services) {
  public PlatformSettings {
    services = Set.copyOf(services);
    if (jobMemory < 1
        || maxRunningJobs < 1
        || maxLoadedModels < 1
        || cores < 1
        || checkpointEverySeconds < 1) {
      throw new IllegalArgumentException(
          "Running jobs, loaded models, cores, memory and seconds between checkpoints must be 1 or more");
    }
  }

  /** This machine's cores, as jobs share them. */
  TrainingDevice cpu() {
    return TrainingDevice.cpu(maxRunningJobs, Math.max(1, cores / maxRunningJobs), jobMemory);
  }
}
