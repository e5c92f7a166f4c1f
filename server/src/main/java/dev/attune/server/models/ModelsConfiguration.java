package dev.attune.server.models;

import dev.attune.platform.models.Exports;
import dev.attune.platform.models.Models;
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
}
