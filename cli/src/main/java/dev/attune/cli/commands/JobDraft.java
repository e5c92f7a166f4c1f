package dev.attune.cli.commands;

import com.openai.client.OpenAIClient;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponse;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.services.blocking.finetuning.JobService;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Session;
import dev.attune.cli.session.WorkLines;
import dev.attune.cli.watch.DraftView;
import dev.attune.wire.finetuning.DraftWork;
import dev.attune.wire.finetuning.FilesReport;
import dev.attune.wire.finetuning.JobEstimate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A request for a job, sent where jobs are only thought about. */
final class JobDraft {
  /** Files may be large; whoever reads them says every few seconds that they are being read. */
  private static final Timeout PATIENT =
      Timeout.builder().read(Duration.ofMinutes(5)).request(Duration.ZERO).build();

  private final Session session;
  private final OpenAIClient client;
  private final String path;

  JobDraft(Session session, OpenAIClient client, String path) {
    this.session = session;
    this.client = client;
    this.path = path;
  }

  /** What the server answers to the SDK's own request under another path. */
  String ask(JobCreateParams request) {
    try (HttpResponse answer = jobs().create(request)) {
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the files hold; a person sees how far they are read. */
  FilesReport report(JobCreateParams request) {
    return switch (watch(request)) {
      case DraftWork.Report(var report) -> report;
      case DraftWork.Progress _, DraftWork.Estimate _, DraftWork.Failed _ ->
          throw WorkLines.notUnderstood();
    };
  }

  /** What the job would need, in the same way. */
  JobEstimate estimate(JobCreateParams request) {
    return switch (watch(request)) {
      case DraftWork.Estimate(var estimate) -> estimate;
      case DraftWork.Progress _, DraftWork.Report _, DraftWork.Failed _ ->
          throw WorkLines.notUnderstood();
    };
  }

  private DraftWork watch(JobCreateParams request) {
    AtomicReference<@Nullable DraftWork> last = new AtomicReference<>();
    JobCreateParams told = request.toBuilder().putAdditionalQueryParam("progress", "true").build();
    try (DraftView view = new DraftView(session.terminal());
        HttpResponse answer = jobs().create(told);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      WorkLines.read(
          lines.lines(),
          line -> {
            DraftWork work = WorkLines.parse(line, DraftWork.class);
            last.set(work);
            return isEnd(work, view);
          });
      return Objects.requireNonNull(last.get());
    } catch (IOException | UncheckedIOException e) {
      throw CliException.refused("The connection to the server broke. Ask again");
    }
  }

  private static boolean isEnd(DraftWork work, DraftView view) {
    return switch (work) {
      case DraftWork.Progress progress -> {
        view.show(progress);
        yield false;
      }
      case DraftWork.Report _, DraftWork.Estimate _ -> true;
      case DraftWork.Failed(var error) -> throw WorkLines.failed(error);
    };
  }

  private JobService.WithRawResponse jobs() {
    String baseUrl = session.server().root() + path;
    return client
        .withOptions(options -> options.baseUrl(baseUrl).timeout(PATIENT))
        .withRawResponse()
        .fineTuning()
        .jobs();
  }
}
