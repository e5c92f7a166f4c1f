package dev.attune.server.health;

import dev.attune.platform.keys.Keys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /healthz}. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

  @Bean
  Readiness readiness() {
    return new Readiness();
  }

  @Bean
  HealthController healthController(Readiness readiness, Keys keys) {
    return new HealthController(readiness, keys);
  }
}
