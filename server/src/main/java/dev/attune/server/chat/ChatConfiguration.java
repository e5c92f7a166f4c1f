package dev.attune.server.chat;

import dev.attune.platform.models.Models;
import dev.attune.platform.sampling.Samplers;
import dev.attune.platform.usage.UsageLog;
import dev.attune.server.health.Readiness;
import dev.attune.server.rates.RateLimits;
import dev.attune.server.settings.LimitSettings;
import dev.attune.server.settings.ServerSettings;
import io.github.bucket4j.TimeMeter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/chat/completions}. */
@Configuration(proxyBeanMethods = false)
public class ChatConfiguration {

  @Bean
  ChatController chatController(
      Models models,
      Samplers samplers,
      UsageLog usage,
      Readiness readiness,
      ServerSettings settings) {
    ModelRoute route = new ModelRoute(models, samplers, new SamplerClient());
    LimitSettings limits = settings.limits();
    return new ChatController(
        new ChatRelay(route, readiness),
        new Turnstile(limits.chatsPerProject()),
        new RateLimits(
            limits.requestsPerMinute(), limits.tokensPerMinute(), TimeMeter.SYSTEM_NANOTIME),
        new UsageCounter(usage));
  }
}
