package dev.attune.server.chat;

import dev.attune.platform.keys.Opened;
import dev.attune.platform.owner.Project;
import dev.attune.platform.usage.Tokens;
import dev.attune.platform.usage.UsageKey;
import dev.attune.platform.usage.UsageLog;
import dev.attune.server.rates.Allowance;
import dev.attune.wire.chat.Usage;

/** Writes down what an answer took, and sets right what was taken for it beforehand. */
final class UsageCounter {
  private final UsageLog log;

  UsageCounter(UsageLog log) {
    this.log = log;
  }

  void count(Opened.OfProject key, String model, Usage usage, Allowance allowance) {
    Project project = key.project();
    allowance.settle(usage.totalTokens());
    log.add(
        new UsageKey(project.organization().id(), project.id(), key.keyId(), model),
        new Tokens(
            usage.promptTokens(),
            usage.promptTokensDetails().cachedTokens(),
            usage.completionTokens()));
  }
}
