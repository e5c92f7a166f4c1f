package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.JobCreateParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What bad input gets: OpenAI's error body, naming what is wrong; and nothing else breaks. */
@SuppressWarnings("NullAway.Init")
final class ErrorsTest {
  private static final String NO_JOB = "Could not find fine tune: ftjob-none";

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static OpenAIClient client;

  @BeforeAll
  static void start() {
    server = ServerProcess.start(folder.resolve("data"));
    client = server.client();
    server.addStarterModel();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        row("GET", "/v1/foo", "", 404, null, null, "Invalid URL (GET /v1/foo)"),
        row(
            "POST",
            "/v1/fine_tuning/jobs",
            "{",
            400,
            null,
            null,
            "We could not parse the JSON body of your request."),
        row(
            "GET",
            "/v1/fine_tuning/jobs/ftjob-none",
            "",
            404,
            "fine_tune_not_found",
            "fine_tune_id",
            NO_JOB),
        row(
            "POST",
            "/v1/fine_tuning/jobs/ftjob-none/cancel",
            "",
            404,
            "fine_tune_not_found",
            "fine_tune_id",
            NO_JOB),
        row(
            "GET",
            "/v1/fine_tuning/jobs/ftjob-none/events",
            "",
            404,
            "fine_tune_not_found",
            "fine_tune_id",
            NO_JOB),
        row("GET", "/v1/files/file-xyz", "", 404, null, "id", "No such File object: file-xyz"),
        row("DELETE", "/v1/files/file-xyz", "", 404, null, "id", "No such File object: file-xyz"),
        row(
            "POST",
            "/v1/uploads/upload_x/cancel",
            "",
            404,
            null,
            "id",
            "No such Upload object: upload_x"),
        row(
            "POST",
            "/v1/uploads",
            "{\"filename\": \"a\", \"purpose\": \"fine-tune\", \"bytes\": 1}",
            400,
            "missing_required_parameter",
            "mime_type",
            "Missing required parameter: 'mime_type'."),
        row(
            "GET",
            "/v1/models/ft:123",
            "",
            404,
            "model_not_found",
            "model",
            "The model 'ft:123' does not exist"),
        row(
            "POST",
            "/v1/chat/completions",
            "{\"model\": \"x\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}",
            404,
            "model_not_found",
            "model",
            "The model `x` does not exist or you do not have access to it."),
        row(
            "POST",
            "/v1/chat/completions",
            "{\"model\": \"starter\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}]}",
            400,
            "unsupported_parameter",
            "tools",
            "Unsupported parameter: 'tools'"),
        row(
            "POST",
            "/v1/fine_tuning/jobs",
            "{\"model\": \"gpt-9\", \"training_file\": \"file-a\"}",
            400,
            "model_not_available",
            "model",
            "Model gpt-9 is not available for fine-tuning or does not exist."),
        row(
            "POST",
            "/v1/fine_tuning/jobs",
            "{\"model\": \"starter\", \"training_file\": \"file-a\"}",
            400,
            null,
            "training_file",
            "file-a"),
        row(
            "POST",
            "/v1/fine_tuning/jobs",
            "{\"model\": \"starter\"}",
            400,
            "missing_required_parameter",
            "training_file",
            "Missing required parameter: 'training_file'."),
        row(
            "POST",
            "/attune/v1/models",
            "{\"directory\": \"/nowhere/at/all\"}",
            400,
            null,
            "directory",
            "/nowhere/at/all"));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("refusals")
  void aRefusalNamesWhatIsWrong(
      String method,
      String path,
      String body,
      int status,
      @Nullable String code,
      @Nullable String param,
      String message) {
    HttpResponse<String> answer = server.send(method, path, body);

    JsonNode error = JsonMapper.shared().readTree(answer.body()).path("error");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
    assertThat(error.path("code").asString(null)).isEqualTo(code);
    assertThat(error.path("param").asString(null)).isEqualTo(param);
    assertThat(error.path("message").asString()).contains(message);
  }

  @Test
  void withoutAKeyThereIsNothing() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/models")).build();

    HttpResponse<String> answer = server.send(request);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("You didn't provide an API key.");
  }

  static Stream<Arguments> badFiles() {
    String good = new String(Samples.trainingLines(10), StandardCharsets.UTF_8);
    String nine = new String(Samples.trainingLines(9), StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of("nine examples", nine, "invalid_n_examples", "has 9 example(s)"),
        Arguments.of(
            "a wrong role",
            good + "{\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}\n",
            "invalid_training_file",
            "11"),
        Arguments.of(
            "no assistant message",
            good + "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}\n",
            "invalid_training_file",
            "11"),
        Arguments.of(
            "an example longer than the context",
            good
                + "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"},{\"role\":\"assistant\",\"content\":\"x\"}]}\n"
                    .formatted("word ".repeat(3_000)),
            "invalid_training_file",
            "11"),
        Arguments.of(
            "no token that carries loss",
            good
                + "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"y\",\"weight\":0}]}\n",
            "invalid_training_file",
            "11"),
        Arguments.of(
            "pairs of answers",
            new String(Samples.pairs(10), StandardCharsets.UTF_8),
            "invalid_training_file",
            "1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void aBadTrainingFileFailsItsJobAndNamesTheLine(
      String what, String content, String code, String message) {
    String file = Samples.upload(client, content.getBytes(StandardCharsets.UTF_8)).id();

    FineTuningJob job =
        Samples.awaitEnd(
            client,
            client
                .fineTuning()
                .jobs()
                .create(JobCreateParams.builder().model("starter").trainingFile(file).build())
                .id());

    FineTuningJob.Error error = job.error().orElseThrow();
    assertThat(job.status()).isEqualTo(FineTuningJob.Status.FAILED);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.param()).contains("training_file");
    assertThat(error.message()).contains(message);
  }

  static Stream<Arguments> badUploads() {
    return Stream.of(
        Arguments.of("empty", new byte[0]),
        Arguments.of("not UTF-8", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}', '\n'}),
        Arguments.of("not JSON lines", "hello\n".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badUploads")
  void anUploadThatIsNoJsonLinesIsRefused(String what, byte[] content) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Samples.upload(client, content))
        .isInstanceOf(com.openai.errors.BadRequestException.class)
        .hasMessageContaining("JSONL");
  }

  static Stream<Arguments> badModels() {
    return Stream.of(
        Arguments.of("truncated", "model.safetensors"),
        Arguments.of("pickle", "pickle"),
        Arguments.of("unknown architecture", "mystery"),
        Arguments.of("wrong shape", "shape"),
        Arguments.of("lying header", "model.safetensors"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badModels")
  void aBadModelDirectoryIsRefusedWithTheReason(String what, String named) throws IOException {
    Path directory = BadModels.write(what, folder.resolve("models"));

    HttpResponse<String> answer =
        server.send("POST", "/attune/v1/models", "{\"directory\": \"%s\"}".formatted(directory));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(named).doesNotContain("Exception");
  }

  @Test
  void afterAllOfItTheServerStillWorks() {
    FineTuningJob job =
        Samples.awaitEnd(
            client, client.fineTuning().jobs().create(Samples.job(client, 1).build()).id());

    assertThat(job.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
    assertThat(Files.exists(folder.resolve("data/attune.db"))).isTrue();
  }

  private static Arguments row(
      String method,
      String path,
      String body,
      int status,
      @Nullable String code,
      @Nullable String param,
      String message) {
    return Arguments.of(method, path, body, status, code, param, message);
  }
}
