package dev.attune.server.jobs;

import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.run.Estimates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/fine_tuning/jobs}, and what such jobs would need. */
@Configuration(proxyBeanMethods = false)
public class JobsConfiguration {

  @Bean
  EstimateController estimateController(Jobs jobs, Estimates estimates) {
    return new EstimateController(jobs, estimates);
  }

  @Bean
  JobsController jobsController(Jobs jobs) {
    return new JobsController(jobs);
  }
}
