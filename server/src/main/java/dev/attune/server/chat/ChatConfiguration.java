package dev.attune.server.chat;

import dev.attune.platform.models.Models;
import dev.attune.platform.sampling.Samplers;
import dev.attune.server.health.Readiness;
import dev.attune.server.settings.ServerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/chat/completions}. */
@Configuration(proxyBeanMethods = false)
public class ChatConfiguration {

  @Bean
  ChatController chatController(
      Models models, Samplers samplers, Readiness readiness, ServerSettings settings) {
    ModelRoute route = new ModelRoute(models, samplers, new SamplerClient());
    return new ChatController(
        new ChatRelay(route, readiness), new Turnstile(settings.limits().chatsPerProject()));
  }
}
