package dev.attune.server.settings;

import dev.attune.protocol.SamplerSpec;
import java.util.Arrays;
import java.util.Map;

/**
 * How much the machine is asked to do.
 *
 * @param maxRunningJobs trainers at once
 * @param maxLoadedModels models in memory at once
 * @param cores that trainers share, and that each loaded model may use
 * @param checkpointEverySeconds how much work a crash of a trainer may cost
 * @param samplingWeights how samplers keep the numbers of a model
 * @param aliases other names of base models
 */
public record WorkSettings(
    int maxRunningJobs,
    int maxLoadedModels,
    int cores,
    int checkpointEverySeconds,
    SamplerSpec.Weights samplingWeights,
    Map<String, String> aliases) {
  public WorkSettings {
    atLeastOne("--max-running-jobs", maxRunningJobs);
    atLeastOne("--max-loaded-models", maxLoadedModels);
    atLeastOne("--cores", cores);
    atLeastOne("--checkpoint-every-seconds", checkpointEverySeconds);
    aliases = Map.copyOf(aliases);
    aliases.forEach(WorkSettings::checkAlias);
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

  private static void atLeastOne(String option, int value) {
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
