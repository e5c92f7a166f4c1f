package dev.attune.server.settings;

import dev.attune.protocol.ControlTokens;
import java.util.Map;

/**
 * How much the machine is asked to do.
 *
 * @param maxRunningJobs trainers at once
 * @param maxLoadedModels models in memory at once
 * @param cores that trainers share, and that each loaded model may use
 * @param checkpointEverySeconds how much work a crash of a trainer may cost
 * @param controlTokens what becomes of control tokens that the text of messages spells
 * @param aliases other names of base models
 */
public record WorkSettings(
    int maxRunningJobs,
    int maxLoadedModels,
    int cores,
    int checkpointEverySeconds,
    ControlTokens controlTokens,
    Map<String, String> aliases) {
  public WorkSettings {
    atLeastOne("--max-running-jobs", maxRunningJobs);
    atLeastOne("--max-loaded-models", maxLoadedModels);
    atLeastOne("--cores", cores);
    atLeastOne("--checkpoint-every-seconds", checkpointEverySeconds);
    aliases = Map.copyOf(aliases);
    aliases.forEach(WorkSettings::checkAlias);
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
