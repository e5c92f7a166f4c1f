package dev.attune.server.models;

import dev.attune.platform.models.Exports;
import dev.attune.platform.models.Models;
import dev.attune.platform.sampling.Samplers;
import dev.attune.server.hub.Hub;
import dev.attune.server.settings.ServerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/models} and {@code /attune/v1/models}. */
@Configuration(proxyBeanMethods = false)
public class ModelsConfiguration {

  @Bean
  ModelsController modelsController(Models models) {
    return new ModelsController(models);
  }

  @Bean
  ExportController exportController(Exports exports) {
    return new ExportController(exports);
  }

  @Bean
  PullController pullController(Hub hub, Models models) {
    return new PullController(hub, models);
  }

  @Bean
  LoadController loadController(Models models, Samplers samplers) {
    return new LoadController(models, samplers);
  }

  @Bean
  Hub hub(ServerSettings settings) {
    return new Hub(settings.hub(), settings.store().dataDirectory());
  }
}
