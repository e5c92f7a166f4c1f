package dev.attune.server;

import dev.attune.platform.keys.Keys;
import dev.attune.server.chat.ChatConfiguration;
import dev.attune.server.container.JettyContainer;
import dev.attune.server.files.FilesConfiguration;
import dev.attune.server.gate.BodyBudget;
import dev.attune.server.gate.EntranceFilter;
import dev.attune.server.gate.Gates;
import dev.attune.server.graders.GradersConfiguration;
import dev.attune.server.health.HealthConfiguration;
import dev.attune.server.jobs.JobsConfiguration;
import dev.attune.server.keys.KeysConfiguration;
import dev.attune.server.models.ModelsConfiguration;
import dev.attune.server.organization.OrganizationConfiguration;
import dev.attune.server.pages.PagesConfiguration;
import dev.attune.server.permissions.PermissionsConfiguration;
import dev.attune.server.settings.ServerSettings;
import dev.attune.server.uploads.UploadsConfiguration;
import dev.attune.server.web.WebConfiguration;
import dev.attune.server.webhooks.WebhooksConfiguration;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** The whole HTTP API; nothing is found by scanning. */
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  HealthConfiguration.class,
  FilesConfiguration.class,
  UploadsConfiguration.class,
  JobsConfiguration.class,
  ModelsConfiguration.class,
  ChatConfiguration.class,
  KeysConfiguration.class,
  OrganizationConfiguration.class,
  PermissionsConfiguration.class,
  WebhooksConfiguration.class,
  GradersConfiguration.class,
  PagesConfiguration.class
})
class ServerConfiguration {
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

  @Bean
  JettyContainer jettyContainer(ServerSettings settings) {
    return new JettyContainer(settings.listen());
  }

  @Bean
  EntranceFilter entranceFilter(Keys keys, ServerSettings settings) {
    return new EntranceFilter(
        Gates.of(keys, settings.listen().allowedHosts()), BodyBudget.ofThisHeap());
  }

  @Bean
  DefaultLifecycleProcessor lifecycleProcessor() {
    DefaultLifecycleProcessor lifecycle = new DefaultLifecycleProcessor();
    lifecycle.setTimeoutPerShutdownPhase(LONGEST_DRAIN.toMillis());
    return lifecycle;
  }
}
