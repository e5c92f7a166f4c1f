package dev.attune.server.pages;

import dev.attune.platform.jobs.JobSearch;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.jobs.StateName;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.sampling.Samplers;
import dev.attune.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the machine does, has and is. */
@RestController
final class SystemPages {
  private static final int MOST = 1000;
  private static final int LOGS = 20;

  private final Jobs jobs;
  private final Slots slots;
  private final Samplers samplers;
  private final ServerSettings settings;
  private final Html html;

  SystemPages(Jobs jobs, Slots slots, Samplers samplers, ServerSettings settings, Html html) {
    this.jobs = jobs;
    this.slots = slots;
    this.samplers = samplers;
    this.settings = settings;
    this.html = html;
  }

  @GetMapping("/system")
  void show(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    html.show(
        response,
        "system",
        new SystemPage(
            Frame.of(visitor, "system", "System"),
            queue(visitor),
            machine(),
            versions(),
            slots.devices().stream().map(DeviceRow::of).toList(),
            lastLog(visitor)));
  }

  private List<Fact> queue(Visitor visitor) {
    List<Fact> facts = new ArrayList<>();
    for (StateName state :
        List.of(
            StateName.RUNNING, StateName.QUEUED, StateName.PAUSED, StateName.VALIDATING_FILES)) {
      int count =
          jobs.search(
                  visitor.project(), new JobSearch("", state), PageRequest.newestFirst(null, MOST))
              .items()
              .size();
      facts.add(new Fact(state.text().replace('_', ' '), Words.count(count)));
    }
    facts.add(new Fact("models in memory", Words.count(samplers.count())));
    return facts;
  }

  /** Of the newest job that has one: samplers and other trainers may work for other projects. */
  private String lastLog(Visitor visitor) {
    TrainerLogs logs = TrainerLogs.in(settings.store().dataDirectory());
    return jobs
        .search(visitor.project(), new JobSearch("", null), PageRequest.newestFirst(null, LOGS))
        .items()
        .stream()
        .map(job -> logs.of(job.id()))
        .filter(log -> !log.isEmpty())
        .findFirst()
        .orElse("");
  }

  private List<Fact> machine() {
    Runtime runtime = Runtime.getRuntime();
    return List.of(
        new Fact("cores", Words.count(settings.work().cores())),
        new Fact(
            "memory of this server",
            "%s of %s"
                .formatted(
                    Words.bytes(runtime.totalMemory() - runtime.freeMemory()),
                    Words.bytes(runtime.maxMemory()))),
        new Fact("free disk", freeDisk()),
        new Fact("up for", Words.duration(upTime())));
  }

  private String freeDisk() {
    try {
      FileStore disk = Files.getFileStore(settings.store().dataDirectory());
      return "%s of %s"
          .formatted(Words.bytes(disk.getUsableSpace()), Words.bytes(disk.getTotalSpace()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration upTime() {
    return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }

  private static List<Fact> versions() {
    return List.of(
        new Fact("Attune", version()),
        new Fact("Java", Runtime.version().toString()),
        new Fact("system", System.getProperty("os.name") + " " + System.getProperty("os.version")),
        new Fact("architecture", System.getProperty("os.arch")));
  }

  /** As the build wrote it into the jar. */
  private static String version() {
    return Objects.requireNonNullElse(
        SystemPages.class.getPackage().getImplementationVersion(), "not packaged");
  }
}
