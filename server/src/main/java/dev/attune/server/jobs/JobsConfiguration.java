package dev.attune.server.jobs;

import dev.attune.platform.jobs.Jobs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/fine_tuning/jobs}. */
@Configuration(proxyBeanMethods = false)
public class JobsConfiguration {

  @Bean
  JobsController jobsController(Jobs jobs) {
    return new JobsController(jobs);
  }
}
