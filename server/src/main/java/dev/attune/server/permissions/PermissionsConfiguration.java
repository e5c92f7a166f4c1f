package dev.attune.server.permissions;

import dev.attune.platform.models.CheckpointPermissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/fine_tuning/checkpoints}. */
@Configuration(proxyBeanMethods = false)
public class PermissionsConfiguration {

  @Bean
  PermissionsController permissionsController(CheckpointPermissions permissions) {
    return new PermissionsController(permissions);
  }
}
