package dev.attune.server.pages;

import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.keys.Keys;
import dev.attune.platform.keys.Sessions;
import dev.attune.platform.models.Models;
import dev.attune.platform.run.ValidationProgress;
import dev.attune.platform.sampling.Samplers;
import dev.attune.platform.webhooks.Webhooks;
import dev.attune.server.settings.ServerSettings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The dashboard. */
@Configuration(proxyBeanMethods = false)
public class PagesConfiguration implements WebMvcConfigurer {
  private final Sessions sessions;

  public PagesConfiguration(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new PageGate(sessions));
  }

  @Bean
  Html html() {
    return new Html();
  }

  @Bean
  PageErrors pageErrors(Html html) {
    return new PageErrors(html);
  }

  @Bean
  Assets assets() {
    return new Assets();
  }

  @Bean
  DoorPages doorPages(Html html) {
    return new DoorPages(sessions, html);
  }

  @Bean
  JobsPages jobsPages(Jobs jobs, Html html) {
    return new JobsPages(jobs, html, InstantSource.system());
  }

  @Bean
  JobPages jobPages(
      Jobs jobs,
      ValidationProgress validations,
      StoredFiles files,
      ServerSettings settings,
      Html html) {
    TrainerLogs logs = TrainerLogs.in(settings.store().dataDirectory());
    return new JobPages(jobs, validations, files, logs, html, InstantSource.system());
  }

  @Bean
  NewJobPages newJobPages(Jobs jobs, Models models, StoredFiles files, Html html) {
    return new NewJobPages(jobs, models, files, html);
  }

  @Bean
  PlaygroundPages playgroundPages(Models models, Html html) {
    return new PlaygroundPages(models, html);
  }

  @Bean
  FilesPages filesPages(StoredFiles files, Html html) {
    return new FilesPages(files, html);
  }

  @Bean
  ModelsPages modelsPages(Models models, Html html) {
    return new ModelsPages(models, html);
  }

  @Bean
  KeysPages keysPages(Keys keys, Html html) {
    return new KeysPages(keys, html);
  }

  @Bean
  WebhooksPages webhooksPages(Webhooks webhooks, ServerSettings settings, Html html) {
    return new WebhooksPages(webhooks, settings.tracking(), html);
  }

  @Bean
  SystemPages systemPages(
      Jobs jobs, Slots slots, Samplers samplers, ServerSettings settings, Html html) {
    return new SystemPages(jobs, slots, samplers, settings, html);
  }

  @Bean
  SessionApi sessionApi() {
    return new SessionApi();
  }
}
