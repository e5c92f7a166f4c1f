package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobCheckpoint;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.wire.json.WireJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Fine-tuning jobs over HTTP, in every state that they can be in. */
@SuppressWarnings("NullAway.Init")
final class JobsTest {
  private static final String JOBS = "/v1/fine_tuning/jobs";
  private static final Instant LATER = Instant.ofEpochSecond(2_000_000_000);

  @TempDir private static Path folder;
  private static QuietPlatform platform;
  private static int projects;
  private Client client;
  private String file;

  @BeforeAll
  static void start() {
    platform = new QuietPlatform(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @BeforeEach
  void beANewClient() {
    client = platform.newProject("p" + ++projects);
    file = upload("fine-tune");
  }

  @Test
  void anEstimateSaysWhatAJobWouldNeedAndMakesNone() {
    Answer answer =
        estimate("{\"model\":\"base\",\"training_file\":\"%s\",\"attune\":{\"rank\":8}}");

    assertThat(answer.status()).isEqualTo(200);
    JsonNode estimate = answer.json();
    assertThat(estimate.path("object").stringValue()).isEqualTo("attune.job_estimate");
    assertThat(estimate.path("fits").booleanValue()).isTrue();
    assertThat(estimate.path("memory").path("bytes").longValue()).isEqualTo(800_000_007);
    assertThat(estimate.path("memory").path("recomputes_layers").booleanValue()).isTrue();
    assertThat(estimate.path("data").path("tokens").longValue()).isEqualTo(155);
    assertThat(estimate.path("hyperparameters").path("n_epochs").intValue()).isEqualTo(10);
    assertThat(estimate.path("seconds").doubleValue()).isEqualTo(15.5); // ten epochs of 155 tokens
    assertThat(estimate.path("warnings").path(0).stringValue()).isEqualTo("It is a strange file.");
    assertThat(client.get(JOBS).json().path("data").isEmpty()).isTrue();
  }

  @Test
  void anEstimateOfWhatDoesNotFitSaysSo() {
    Answer answer =
        estimate("{\"model\":\"base\",\"training_file\":\"%s\",\"attune\":{\"rank\":16}}");

    assertThat(answer.json().path("fits").booleanValue()).isFalse();
    assertThat(answer.json().path("memory").path("available_bytes").longValue())
        .isEqualTo(1L << 30);
  }

  @Test
  void aModelLargerThanTheMachineIsRefusedByName() {
    Answer answer =
        client.post(JOBS, "{\"model\":\"huge\",\"training_file\":\"%s\"}".formatted(file));

    assertThat(answer.status()).isEqualTo(400);
    JsonNode error = answer.json().path("error");
    assertThat(error.path("code").stringValue()).isEqualTo("insufficient_memory");
    assertThat(error.path("param").stringValue()).isEqualTo("model");
    assertThat(error.path("message").stringValue())
        .contains("LoRA tuning of huge needs 4096.0 GiB", "jobs may have 1.0 GiB");
  }

  @Test
  void aPreferenceJobSaysItsMethodAndNoNumbersOfItsOwn() {
    JsonNode job =
        create(
            """
            {"model":"base","training_file":"%s",
             "method":{"type":"dpo","dpo":{"hyperparameters":{"beta":0.2,"n_epochs":2}}}}
            """);

    assertThat(WireJson.text(job.path("method")))
        .isEqualTo(
            "{\"type\":\"dpo\",\"dpo\":{\"hyperparameters\":{\"n_epochs\":2,\"batch_size\":\"auto\",\"learning_rate_multiplier\":\"auto\",\"beta\":0.2}}}");
    assertThat(WireJson.text(job.path("hyperparameters"))).isEqualTo("{}");
    assertThat(client.get(JOBS + "/" + id(job)).json()).isEqualTo(job);
  }

  private Answer estimate(String body) {
    return client.post("/attune/v1/estimate/fine_tuning/jobs", body.formatted(file));
  }

  @Test
  void aNewJobHasEveryKeyOfTheWireInItsOrder() {
    JsonNode job =
        create(
            """
            {"model":"gpt-4o-mini","training_file":"%1$s","validation_file":"%1$s","suffix":"mine",
             "seed":7,"metadata":{"b":"1","a":"2"},
             "method":{"type":"supervised","supervised":{"hyperparameters":{"n_epochs":4}}},
             "attune":{"rank":8,"learning_rate":0.01}}
            """);

    assertThat(job.propertyNames())
        .containsExactly(
            "object",
            "id",
            "model",
            "created_at",
            "finished_at",
            "estimated_finish",
            "fine_tuned_model",
            "organization_id",
            "result_files",
            "status",
            "validation_file",
            "training_file",
            "hyperparameters",
            "trained_tokens",
            "error",
            "seed",
            "integrations",
            "method",
            "metadata",
            "attune");
    assertThat(job.path("model").stringValue()).isEqualTo("base");
    assertThat(job.path("status").stringValue()).isEqualTo("validating_files");
    assertThat(job.path("organization_id").stringValue()).isEqualTo("org-p" + projects);
    assertThat(job.path("validation_file").stringValue()).isEqualTo(file);
    assertThat(job.path("seed").intValue()).isEqualTo(7);
    assertThat(WireJson.text(job.path("hyperparameters")))
        .isEqualTo(
            "{\"n_epochs\":4,\"batch_size\":\"auto\",\"learning_rate_multiplier\":\"auto\"}");
    assertThat(WireJson.text(job.path("metadata"))).isEqualTo("{\"b\":\"1\",\"a\":\"2\"}");
    assertThat(WireJson.text(job.path("attune")))
        .isEqualTo(
            "{\"rank\":8,\"learning_rate\":0.01,\"asked\":{\"method\":{\"type\":\"supervised\","
                + "\"supervised\":{\"hyperparameters\":{\"n_epochs\":4,\"batch_size\":\"auto\","
                + "\"learning_rate_multiplier\":\"auto\"}}},"
                + "\"attune\":{\"rank\":8,\"learning_rate\":0.01}}}");
    for (String none :
        List.of("finished_at", "estimated_finish", "fine_tuned_model", "trained_tokens", "error")) {
      assertThat(job.path(none).isNull()).as(none).isTrue();
    }
    assertThat(client.get(JOBS + "/" + id(job)).json()).isEqualTo(job);
  }

  @Test
  void aRunningJobSaysWhenItWillBeDone() {
    String id = id(create());
    change(id, job -> job.to(new JobState.Queued()).to(new JobState.Running(LATER)));

    assertThat(retrieve(id).path("status").stringValue()).isEqualTo("running");
    assertThat(retrieve(id).path("estimated_finish").longValue()).isEqualTo(2_000_000_000L);
  }

  @Test
  void aJobThatSucceededHasAModelFilesEventsAndCheckpoints() {
    String id = id(create());
    succeed(id);

    JsonNode job = retrieve(id);
    assertThat(job.path("status").stringValue()).isEqualTo("succeeded");
    assertThat(job.path("fine_tuned_model").stringValue())
        .startsWith("ft:base:p" + projects + "::");
    assertThat(job.path("trained_tokens").longValue()).isEqualTo(1234);
    assertThat(job.path("finished_at").longValue()).isEqualTo(2_000_000_000L);
    assertThat(WireJson.text(job.path("result_files"))).isEqualTo("[\"file-result\"]");
    assertThat(WireJson.text(job.path("hyperparameters")))
        .isEqualTo("{\"n_epochs\":3,\"batch_size\":1,\"learning_rate_multiplier\":1.0}");

    JsonNode events = client.get(JOBS + "/" + id + "/events").json();
    assertThat(WireJson.text(events.path("data").get(0)))
        .isEqualTo(
            "{\"object\":\"fine_tuning.job.event\",\"id\":\"ftevent-1\",\"created_at\":2000000000,\"level\":\"info\",\"message\":\"Step 5/9: training loss=0.50\",\"data\":{\"step\":5,\"total_steps\":9,\"train_loss\":0.5,\"train_mean_token_accuracy\":0.75,\"full_valid_loss\":0.6,\"attune\":{\"learning_rate\":0.001,\"grad_norm\":1.5,\"tokens_per_second\":100.0,\"memory_bytes\":2000000}},\"type\":\"metrics\"}");
    assertThat(events.path("data").get(1).path("type").stringValue()).isEqualTo("message");
    assertThat(WireJson.text(events.path("data").get(1).path("data"))).isEqualTo("{}");

    JsonNode checkpoints = client.get(JOBS + "/" + id + "/checkpoints").json();
    assertThat(WireJson.text(checkpoints))
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"object\":\"fine_tuning.job.checkpoint\",\"id\":\"ftckpt_%1$s\",\"created_at\":2000000000,\"fine_tuned_model_checkpoint\":\"ft:x\",\"fine_tuning_job_id\":\"%2$s\",\"metrics\":{\"step\":5,\"train_loss\":0.5,\"train_mean_token_accuracy\":0.75,\"full_valid_loss\":0.6},\"step_number\":5}],\"first_id\":\"ftckpt_%1$s\",\"last_id\":\"ftckpt_%1$s\",\"has_more\":false}"
                .formatted(id.substring(6), id));
  }

  @Test
  void aJobThatFailedSaysWhy() {
    String id = id(create());
    change(id, job -> job.to(new JobState.Failed(LATER, new JobError("c", "m", "training_file"))));

    assertThat(WireJson.text(retrieve(id).path("error")))
        .isEqualTo("{\"code\":\"c\",\"message\":\"m\",\"param\":\"training_file\"}");
  }

  @Test
  void aJobIsPausedResumedAndCancelledWithoutABody() {
    String id = id(create());
    change(id, job -> job.to(new JobState.Queued()));

    for (String[] step :
        new String[][] {{"pause", "paused"}, {"resume", "queued"}, {"cancel", "cancelled"}}) {
      Answer answer =
          client.send(
              client
                  .request(JOBS + "/" + id + "/" + step[0])
                  .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("status").stringValue()).isEqualTo(step[1]);
    }
  }

  @Test
  void someClientsSendAnEmptyObject() {
    assertThat(client.post(JOBS + "/" + id(create()) + "/cancel", "{}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"pause,cancelled", "resume,cancelled", "cancel,cancelled"})
  void whatDoesNotGoWithTheStateIsRefusedForGood(String verb, String state) {
    String id = id(create());
    client.post(JOBS + "/" + id + "/cancel", "");

    Answer answer = client.post(JOBS + "/" + id + "/" + verb, "");

    // Clients would repeat a 409.
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains(id, state);
  }

  @Test
  void aListIsNewestFirstAndEndsWithAnEmptyPage() {
    List<String> ids = Stream.generate(() -> id(create())).limit(3).toList();

    assertThat(ids(JOBS)).isEqualTo(ids.reversed());
    assertThat(ids(JOBS + "?limit=2")).isEqualTo(ids.reversed().subList(0, 2));
    assertThat(client.get(JOBS + "?limit=2").json().path("has_more").booleanValue()).isTrue();
    assertThat(ids(JOBS + "?after=" + ids.get(1))).containsExactly(ids.getFirst());
    assertThat(ids(JOBS + "?after=" + ids.getFirst())).isEmpty();
    assertThat(ids(JOBS + "?after=unknown")).isEmpty();
    assertThat(ids(JOBS + "?limit=0")).isEmpty();
  }

  @Test
  void aListIsFilteredByNotes() {
    String red =
        id(
            create(
                "{\"model\":\"base\",\"training_file\":\"%s\",\"metadata\":{\"c\":\"red\",\"n\":\"1\"}}"));
    String blue =
        id(create("{\"model\":\"base\",\"training_file\":\"%s\",\"metadata\":{\"c\":\"blue\"}}"));
    String none = id(create());

    assertThat(ids(JOBS + "?metadata%5Bc%5D=red")).containsExactly(red);
    assertThat(ids(JOBS + "?metadata[c]=blue")).containsExactly(blue);
    assertThat(ids(JOBS + "?metadata%5Bc%5D=red&metadata%5Bn%5D=2")).isEmpty();
    assertThat(ids(JOBS + "?metadata=null")).containsExactly(none);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"base\",\"training_file\":\"%s\",\"method\":{\"type\":\"dpo\"},\"attune\":{\"tuning\":\"full\"}}|attune.tuning",
        "{\"model\":\"base\",\"training_file\":\"%s\",\"attune\":{\"device\":\"cuda:0\"}}|attune.device",
        "{\"model\":\"base\",\"training_file\":\"%s\",\"method\":{\"type\":\"reinforcement\",\"reinforcement\":{\"grader\":{\"type\":\"python\",\"source\":\"x\"}}}}|method.type",
        "{\"model\":\"base\",\"training_file\":\"file-none\"}|training_file",
        "{\"model\":\"base\",\"training_file\":\"%s\",\"validation_file\":\"file-none\"}|validation_file",
        "{\"model\":\"nobody\",\"training_file\":\"%s\"}|model",
        "{\"model\":\"base\",\"training_file\":\"%s\",\"attune\":{\"max_sequence_length\":9999}}|attune.max_sequence_length"
      })
  void aWrongFieldIsNamed(String bodyAndParam) {
    String[] parts = bodyAndParam.split("\\|", 2);

    Answer answer = client.post(JOBS, parts[0].replace("%s", file));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.param()).isEqualTo(parts[1]);
    assertThat(client.get(JOBS).json().path("data").isEmpty()).isTrue();
  }

  @Test
  void aFileOfAnotherPurposeIsRefused() {
    String other = upload("user_data");

    assertThat(
            client
                .post(JOBS, "{\"model\":\"base\",\"training_file\":\"%s\"}".formatted(other))
                .message())
        .contains("user_data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/events", "/checkpoints"})
  void anUnknownJobIsNotFound(String path) {
    Answer answer = client.get(JOBS + "/ftjob-none" + path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("fine_tune_not_found");
    assertThat(answer.param()).isEqualTo("fine_tune_id");
    assertThat(answer.message()).isEqualTo("Could not find fine tune: ftjob-none");
  }

  private void succeed(String id) {
    Job job = platform.jobs().find(id).orElseThrow();
    Job numbers =
        job.with(new Hyperparameters(3, 1, 1.0, null), job.options(), new DataCounts(10, 400, 0));
    Job running = apply(JobChange.of(numbers.to(new JobState.Queued())));
    running = apply(JobChange.of(running.to(new JobState.Running(null))));
    StepMetrics metrics =
        new StepMetrics(5, 9, 0.5, 0.75, null, null, 0.6, null, null, 0.001, 1.5, 100, 2_000_000L);
    JobEvent event =
        new JobEvent(
            "ftevent-1", LATER, JobEvent.Level.INFO, "Step 5/9: training loss=0.50", metrics);
    apply(
        new JobChange(
            running.to(new JobState.Succeeded(LATER, 1234, "file-result")),
            List.of(event),
            List.of(new JobCheckpoint("ftckpt_" + id.substring(6), id, 5, "ft:x", LATER, metrics)),
            List.of(),
            Optional.empty()));
  }

  private static void change(String id, java.util.function.UnaryOperator<Job> change) {
    apply(JobChange.of(change.apply(platform.jobs().find(id).orElseThrow())));
  }

  private static Job apply(JobChange change) {
    return platform.jobs().apply(change).orElseThrow();
  }

  private JsonNode create() {
    return create("{\"model\":\"base\",\"training_file\":\"%s\"}");
  }

  private JsonNode create(String body) {
    Answer answer = client.post(JOBS, body.replace("%s", file).replace("%1$s", file));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode retrieve(String id) {
    return client.get(JOBS + "/" + id).json();
  }

  private String upload(String purpose) {
    return id(client.upload(purpose, "{\"messages\":[]}\n").json());
  }

  private List<String> ids(String path) {
    return client.get(path).json().path("data").valueStream().map(JobsTest::id).toList();
  }

  private static String id(JsonNode object) {
    return object.path("id").stringValue();
  }
}
