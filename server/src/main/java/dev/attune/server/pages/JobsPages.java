package dev.attune.server.pages;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobSearch;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.jobs.StateName;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The list of jobs, which keeps itself up to date. */
@RestController
final class JobsPages {
  private static final int ROWS = 50;
  private static final int LONGEST_SEARCH = 200;

  private final Jobs jobs;
  private final Html html;
  private final InstantSource clock;

  JobsPages(Jobs jobs, Html html, InstantSource clock) {
    this.jobs = jobs;
    this.html = html;
    this.clock = clock;
  }

  @GetMapping("/")
  void home(HttpServletResponse response) {
    Redirect.to(response, "/jobs");
  }

  @GetMapping("/jobs")
  void list(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    Listing listing = listing(visitor, request);
    if (request.getHeader("HX-Request") == null) {
      html.show(
          response, "jobs", new JobsPage(Frame.of(visitor, "jobs", "Fine-tuning jobs"), listing));
    } else {
      html.showPart(request, response, "job-rows", listing);
    }
  }

  private Listing listing(Visitor visitor, HttpServletRequest request) {
    String text = parameter(request, "q");
    String state = parameter(request, "state");
    Optional<StateName> wanted =
        Arrays.stream(StateName.values()).filter(each -> each.text().equals(state)).findFirst();
    String after = parameter(request, "after");
    Page<Job> page =
        jobs.search(
            visitor.project(),
            new JobSearch(text, wanted.orElse(null)),
            PageRequest.newestFirst(after.isEmpty() ? null : after, ROWS));
    String query = query(text, state);
    return new Listing(
        page.items().stream()
            .map(job -> JobRow.of(job, jobs.lastMetrics(job), clock.instant()))
            .toList(),
        text,
        wanted.map(StateName::text).orElse(""),
        List.of(StateName.values()),
        query + "&after=" + encoded(after),
        page.hasMore() ? query + "&after=" + encoded(page.items().getLast().id()) : null);
  }

  private static String query(String text, String state) {
    return "?q=%s&state=%s".formatted(encoded(text), encoded(state));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    if (value == null) {
      return "";
    }
    String stripped = value.strip();
    return stripped.length() > LONGEST_SEARCH ? stripped.substring(0, LONGEST_SEARCH) : stripped;
  }
}
