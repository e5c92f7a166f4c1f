package dev.attune.cli.migrate;

import com.google.errorprone.annotations.MustBeClosed;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.errors.OpenAIException;
import com.openai.models.files.FileListParams;
import com.openai.models.finetuning.jobs.JobListParams;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Request;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The account itself. Answers are read as trees: an old job need not be what the SDK knows. */
final class ApiSource implements Source {
  private static final long JOBS_A_PAGE = 100;
  private static final long FILES_A_PAGE = 1_000;

  private final String baseUrl;
  private final OpenAIClient client;
  private final List<OldJob> jobs;
  private final Map<String, OldFile> files;

  /** Reads both lists at once. */
  ApiSource(String baseUrl, String key) {
    this.baseUrl = baseUrl;
    this.client = OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey(key).build();
    this.jobs = pages(this::jobsAfter).stream().map(OldJob::read).toList();
    this.files =
        pages(this::filesAfter).stream()
            .map(OldFile::read)
            .collect(Collectors.toMap(OldFile::id, Function.identity(), (first, _) -> first));
  }

  @Override
  public List<OldJob> jobs() {
    return jobs;
  }

  @Override
  public Found find(String fileId) {
    OldFile file = files.get(fileId);
    return file == null
        ? new Found.Missing("%s is not there any more".formatted(fileId))
        : new Found.There(file);
  }

  @Override
  public <T> T read(OldFile file, Function<InputStream, T> reader) throws IOException {
    try (HttpResponse answer = content(file.id());
        InputStream body = answer.body()) {
      return reader.apply(body);
    }
  }

  @MustBeClosed
  private HttpResponse content(String id) {
    try {
      return client.files().content(id);
    } catch (OpenAIException e) {
      throw refused(e);
    }
  }

  private JsonNode jobsAfter(Optional<String> last) {
    JobListParams page = JobListParams.builder().limit(JOBS_A_PAGE).after(last).build();
    return tree(() -> client.withRawResponse().fineTuning().jobs().list(page));
  }

  private JsonNode filesAfter(Optional<String> last) {
    FileListParams.Builder page = FileListParams.builder().limit(FILES_A_PAGE);
    last.ifPresent(page::after);
    return tree(() -> client.withRawResponse().files().list(page.build()));
  }

  private List<JsonNode> pages(Function<Optional<String>, JsonNode> request) {
    List<JsonNode> objects = new ArrayList<>();
    Optional<String> last = Optional.empty();
    do {
      Optional<String> before = last;
      JsonNode page = asked(() -> request.apply(before));
      page.path("data").forEach(objects::add);
      last =
          page.path("has_more").asBoolean(false) && !page.path("data").isEmpty()
              ? ListedJson.text(objects.getLast(), "id")
              : Optional.empty();
    } while (last.isPresent());
    return objects;
  }

  private static <T> JsonNode tree(Request<T> request) {
    try (HttpResponseFor<T> answer = request.send();
        InputStream body = answer.body()) {
      return WireJson.mapper().readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The other side is named: what is said elsewhere about keys and servers is of this one. */
  private <T> T asked(Supplier<T> request) {
    try {
      return request.get();
    } catch (OpenAIException | UncheckedIOException e) {
      throw refused(e);
    }
  }

  private CliException refused(RuntimeException failure) {
    return CliException.refused("%s: %s".formatted(baseUrl, failure.getMessage()));
  }
}
