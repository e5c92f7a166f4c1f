package dev.attune.server.graders;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/fine_tuning/alpha/graders}. */
@Configuration(proxyBeanMethods = false)
public class GradersConfiguration {

  @Bean
  GradersController gradersController() {
    return new GradersController();
  }
}
