package dev.attune.server.settings;

import com.sun.management.OperatingSystemMXBean;
import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.SamplerSpec;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How much the machine is asked to do.
 *
 * @param maxRunningJobs trainers at once
 * @param maxLoadedModels models in memory at once
 * @param cores that trainers share, and that each loaded model may use
 * @param device where jobs train: {@code auto}, {@code cpu} or {@code cuda:0}
 * @param jobMemoryBytes that all trainers together may need
 * @param checkpointEverySeconds how much work a crash of a trainer may cost
 * @param controlTokens what becomes of control tokens that the text of messages spells
 * @param samplingWeights how samplers keep the numbers of a model
 * @param aliases other names of base models
 */
public record WorkSettings(
    int maxRunningJobs,
    int maxLoadedModels,
    int cores,
    String device,
    long jobMemoryBytes,
    int checkpointEverySeconds,
    ControlTokens controlTokens,
    SamplerSpec.Weights samplingWeights,
    Map<String, String> aliases) {
  private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda:[0-9]{1,3}");
  private static final double JOB_MEMORY_SHARE = 0.7;

  public WorkSettings {
    atLeastOne("--max-running-jobs", maxRunningJobs);
    atLeastOne("--max-loaded-models", maxLoadedModels);
    atLeastOne("--cores", cores);
    atLeastOne("--job-memory-bytes", jobMemoryBytes);
    atLeastOne("--checkpoint-every-seconds", checkpointEverySeconds);
    if (!DEVICE.matcher(device).matches()) {
      throw new IllegalArgumentException(
          "--device %s must be auto, cpu or the name of a GPU such as cuda:0.".formatted(device));
    }
    aliases = Map.copyOf(aliases);
    aliases.forEach(WorkSettings::checkAlias);
  }

  /** What is left of this machine, or of the container, when models that are asked have theirs. */
  public static long usualJobMemory() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return (long) (JOB_MEMORY_SHARE * system.getTotalMemorySize());
  }

  /**
   * The format that is called so.
   *
   * @throws IllegalArgumentException with a sentence for whoever typed it
   */
  static SamplerSpec.Weights weights(String name) {
    return Arrays.stream(SamplerSpec.Weights.values())
        .filter(each -> each.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--sampling-weights %s must be f32, bf16 or int8.".formatted(name)));
  }

  private static void atLeastOne(String option, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s %d must be 1 or more.".formatted(option, value));
    }
  }

  private static void checkAlias(String alias, String base) {
    if (alias.isBlank() || base.isBlank() || alias.startsWith("ft:")) {
      throw new IllegalArgumentException(
          "--alias %s=%s must name a base model by another name that does not start with 'ft:'."
              .formatted(alias, base));
    }
  }
}
