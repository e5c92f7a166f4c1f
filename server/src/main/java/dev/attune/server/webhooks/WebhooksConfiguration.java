package dev.attune.server.webhooks;

import dev.attune.platform.webhooks.Webhooks;
import dev.attune.server.settings.ServerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /attune/v1/webhooks}. */
@Configuration(proxyBeanMethods = false)
public class WebhooksConfiguration {

  @Bean
  WebhooksController webhooksController(Webhooks webhooks, ServerSettings settings) {
    return new WebhooksController(webhooks, settings.webhookAddresses());
  }
}
