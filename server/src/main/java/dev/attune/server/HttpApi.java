package dev.attune.server;

import dev.attune.platform.Platform;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.keys.Keys;
import dev.attune.platform.keys.Sessions;
import dev.attune.platform.models.CheckpointPermissions;
import dev.attune.platform.models.Exports;
import dev.attune.platform.models.Models;
import dev.attune.platform.owner.Projects;
import dev.attune.platform.run.Estimates;
import dev.attune.platform.run.FileReports;
import dev.attune.platform.run.ValidationProgress;
import dev.attune.platform.sampling.Samplers;
import dev.attune.platform.uploads.Uploads;
import dev.attune.platform.usage.UsageLog;
import dev.attune.platform.webhooks.Webhooks;
import dev.attune.server.health.Readiness;
import dev.attune.server.settings.ServerSettings;
import java.util.Objects;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/** The HTTP API over the parts of a platform: listens from its creation to its close. */
final class HttpApi implements AutoCloseable {
  private final AnnotationConfigServletWebServerApplicationContext spring =
      new AnnotationConfigServletWebServerApplicationContext();

  /** What the routes act on. */
  record Parts(
      Keys keys,
      Projects projects,
      CheckpointPermissions permissions,
      StoredFiles files,
      Uploads uploads,
      Models models,
      Exports exports,
      Jobs jobs,
      Estimates estimates,
      FileReports reports,
      ValidationProgress validations,
      Slots slots,
      Samplers samplers,
      Webhooks webhooks,
      UsageLog usage,
      Sessions sessions) {
    static Parts of(Platform platform) {
      return new Parts(
          platform.keys(),
          platform.projects(),
          platform.permissions(),
          platform.files(),
          platform.uploads(),
          platform.models(),
          platform.exports(),
          platform.jobs(),
          platform.estimates(),
          platform.reports(),
          platform.validations(),
          platform.slots(),
          platform.samplers(),
          platform.webhooks(),
          platform.usage(),
          platform.sessions());
    }
  }

  HttpApi(ServerSettings settings, Parts parts) {
    spring.registerBean(ServerSettings.class, () -> settings);
    spring.registerBean(Keys.class, parts::keys);
    spring.registerBean(Projects.class, parts::projects);
    spring.registerBean(CheckpointPermissions.class, parts::permissions);
    spring.registerBean(StoredFiles.class, parts::files);
    spring.registerBean(Uploads.class, parts::uploads);
    spring.registerBean(Models.class, parts::models);
    spring.registerBean(Exports.class, parts::exports);
    spring.registerBean(Jobs.class, parts::jobs);
    spring.registerBean(Estimates.class, parts::estimates);
    spring.registerBean(FileReports.class, parts::reports);
    spring.registerBean(ValidationProgress.class, parts::validations);
    spring.registerBean(Slots.class, parts::slots);
    // Whoever made the samplers ends them, after the last answer.
    spring.registerBean(
        Samplers.class, parts::samplers, definition -> definition.setDestroyMethodName(""));
    spring.registerBean(Webhooks.class, parts::webhooks);
    spring.registerBean(UsageLog.class, parts::usage);
    spring.registerBean(Sessions.class, parts::sessions);
    spring.register(ServerConfiguration.class);
    spring.refresh();
  }

  /** Lets {@code /healthz} say that all is well. */
  void begin() {
    spring.getBean(Readiness.class).begin();
  }

  int port() {
    return Objects.requireNonNull(spring.getWebServer()).getPort();
  }

  /** The routes as Spring knows them, for those who check each. */
  ApplicationContext routes() {
    return spring;
  }

  /** Takes no more requests, and answers for up to half a minute those that it has. */
  @Override
  public void close() {
    spring.close();
  }
}
