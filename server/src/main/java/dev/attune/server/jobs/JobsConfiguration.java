package dev.attune.server.jobs;

import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.run.Estimates;
import dev.attune.platform.run.FileReports;
import dev.attune.platform.run.ValidationProgress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/fine_tuning/jobs}, and what such jobs would need. */
@Configuration(proxyBeanMethods = false)
public class JobsConfiguration {

  @Bean
  EstimateController estimateController(Jobs jobs, Estimates estimates, FileReports reports) {
    return new EstimateController(jobs, estimates, reports);
  }

  @Bean
  JobsController jobsController(Jobs jobs, ValidationProgress validations) {
    return new JobsController(jobs, validations);
  }
}
