package dev.attune.cli.commands;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.models.finetuning.jobs.JobCreateParams;
import dev.attune.cli.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A request for a job, sent where jobs are only thought about. */
final class JobDraft {
  private JobDraft() {}

  /** What the server answers to the SDK's own request under another path. */
  static String ask(Session session, OpenAIClient client, String path, JobCreateParams request) {
    String baseUrl = session.server().root() + path;
    OpenAIClient thinking = client.withOptions(options -> options.baseUrl(baseUrl));
    try (HttpResponse answer = thinking.withRawResponse().fineTuning().jobs().create(request)) {
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
