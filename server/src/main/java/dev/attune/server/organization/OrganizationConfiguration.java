package dev.attune.server.organization;

import dev.attune.platform.keys.Keys;
import dev.attune.platform.owner.Projects;
import dev.attune.platform.usage.UsageLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/organization}. */
@Configuration(proxyBeanMethods = false)
public class OrganizationConfiguration {

  @Bean
  ProjectsController projectsController(Projects projects) {
    return new ProjectsController(projects);
  }

  @Bean
  ProjectKeysController projectKeysController(Projects projects, Keys keys) {
    return new ProjectKeysController(projects, keys);
  }

  @Bean
  ServiceAccountsController serviceAccountsController(Projects projects, Keys keys) {
    return new ServiceAccountsController(projects, keys);
  }

  @Bean
  AdminKeysController adminKeysController(Keys keys) {
    return new AdminKeysController(keys);
  }

  @Bean
  UsageController usageController(UsageLog usage) {
    return new UsageController(usage);
  }
}
