package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.admin.organization.adminapikeys.AdminApiKeyCreateParams;
import com.openai.models.admin.organization.projects.ProjectCreateParams;
import com.openai.models.admin.organization.projects.serviceaccounts.ServiceAccountCreateParams;
import com.openai.models.admin.organization.usage.UsageCompletionsParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.files.FileListParams;
import com.openai.models.files.FileObject;
import com.openai.models.finetuning.checkpoints.permissions.PermissionCreateParams;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.jobs.JobListEventsParams;
import com.openai.models.finetuning.jobs.JobListParams;
import com.openai.models.finetuning.jobs.checkpoints.CheckpointListParams;
import com.openai.models.finetuning.jobs.checkpoints.FineTuningJobCheckpoint;
import com.openai.models.finetuning.methods.DpoHyperparameters;
import com.openai.models.finetuning.methods.DpoMethod;
import com.openai.models.models.Model;
import com.openai.models.uploads.Upload;
import com.openai.models.uploads.UploadCompleteParams;
import com.openai.models.uploads.parts.PartCreateParams;
import com.openai.services.blocking.admin.organization.AdminApiKeyService;
import com.openai.services.blocking.admin.organization.ProjectService;
import com.openai.services.blocking.finetuning.checkpoints.PermissionService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's Java SDK, with its validation of answers on, through the whole flow. */
@SuppressWarnings("NullAway.Init")
final class JavaSdkTest {
  private static final int EPOCHS = 4;
  private static final int STEPS = 16;

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static OpenAIClient client;
  private static FineTuningJob job;

  @BeforeAll
  static void tuneOnce() {
    server = ServerProcess.start(folder, "--alias", "gpt-4o-mini-2024-07-18=starter");
    client = server.client();
    server.addStarterModel();
    String id =
        client
            .fineTuning()
            .jobs()
            .create(
                Samples.job(client, EPOCHS)
                    .model("gpt-4o-mini-2024-07-18")
                    .validationFile(Samples.upload(client, Samples.validationLines(8)).id())
                    .suffix("routing")
                    .putAdditionalBodyProperty(
                        "metadata",
                        com.openai.core.JsonValue.from(java.util.Map.of("team", "support")))
                    .build())
            .id();
    job = Samples.awaitEnd(client, id);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyPropertyOfTheJobIsTrue() {
    assertThat(job.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
    assertThat(job.model()).isEqualTo("starter");
    assertThat(job.fineTunedModel().orElseThrow()).matches("ft:starter:[^:]+:routing:\\w{8}");
    assertThat(job.finishedAt().orElseThrow()).isGreaterThanOrEqualTo(job.createdAt());
    assertThat(job.hyperparameters().nEpochs().orElseThrow().asInteger()).isEqualTo(EPOCHS);
    assertThat(job.hyperparameters().learningRateMultiplier().orElseThrow().asNumber())
        .isEqualTo(1.0);
    assertThat(job.trainedTokens().orElseThrow()).isPositive();
    assertThat(job.trainedTokens().orElseThrow() % EPOCHS).isZero();
    assertThat(job.resultFiles()).hasSize(1);
    assertThat(job.error()).isEmpty();
    assertThat(job.estimatedFinish()).isEmpty();
    assertThat(job.seed()).isEqualTo(1);
    assertThat(job.organizationId()).startsWith("org-");
  }

  @Test
  void aJobIsEstimatedByTheSameRequestAndNotCreated() throws IOException {
    long jobs = client.fineTuning().jobs().list().autoPager().stream().count();
    OpenAIClient estimating =
        client.withOptions(options -> options.baseUrl(server.baseUrl("/attune/v1/estimate")));

    try (HttpResponse answer =
        estimating
            .withRawResponse()
            .fineTuning()
            .jobs()
            .create(Samples.job(client, EPOCHS).build())) {
      String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(body).contains("\"object\":\"attune.job_estimate\"", "\"steps\":" + STEPS);
    }
    assertThat(client.fineTuning().jobs().list().autoPager().stream().count()).isEqualTo(jobs);
  }

  @Test
  void eventsArePagedToTheirEnd() {
    List<FineTuningJobEvent> events = new ArrayList<>();
    client
        .fineTuning()
        .jobs()
        .listEvents(job.id(), JobListEventsParams.builder().limit(3).build())
        .autoPager()
        .forEach(events::add);

    assertThat(events)
        .extracting(FineTuningJobEvent::message)
        .contains("Created fine-tuning job: " + job.id(), "Fine-tuning job started")
        .startsWith("The job has successfully completed");
    assertThat(events)
        .filteredOn(
            event -> event.type().filter(FineTuningJobEvent.Type.METRICS::equals).isPresent())
        .hasSize(STEPS);
    assertThat(events).extracting(FineTuningJobEvent::id).doesNotHaveDuplicates();
  }

  @Test
  void checkpointsArePagedAndCanBeAsked() {
    List<FineTuningJobCheckpoint> checkpoints = new ArrayList<>();
    client
        .fineTuning()
        .jobs()
        .checkpoints()
        .list(job.id(), CheckpointListParams.builder().limit(1).build())
        .autoPager()
        .forEach(checkpoints::add);

    assertThat(checkpoints)
        .extracting(FineTuningJobCheckpoint::stepNumber)
        .containsExactly(16L, 12L, 8L);
    assertThat(checkpoints.getFirst().fineTunedModelCheckpoint())
        .isEqualTo(job.fineTunedModel().orElseThrow());
    assertThat(checkpoints.getLast().metrics().fullValidLoss()).isPresent();
    assertThat(ask(checkpoints.getLast().fineTunedModelCheckpoint()).choices()).hasSize(1);
  }

  @Test
  void theResultFileIsReadableAndHasEveryStep() throws IOException {
    String id = job.resultFiles().getFirst();
    FileObject file = client.files().retrieve(id);
    try (HttpResponse content = client.files().content(id)) {
      List<String> lines =
          new String(content.body().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertThat(lines)
          .hasSize(STEPS + 1)
          .startsWith("step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy");
    }
    assertThat(file.filename()).isEqualTo("step_metrics.csv");
    assertThat(file.purpose()).isEqualTo(FileObject.Purpose.FINE_TUNE_RESULTS);
  }

  @Test
  void filesArePagedToTheirEnd() {
    List<FileObject> files = new ArrayList<>();
    client.files().list(FileListParams.builder().limit(1).build()).autoPager().forEach(files::add);

    assertThat(files).extracting(FileObject::id).contains(job.resultFiles().getFirst());
  }

  @Test
  void aFileComesInPartsInAnyOrder() throws IOException {
    byte[] lines = Samples.trainingLines(16);
    Upload upload = client.uploads().create(Samples.upload(lines.length));
    int half = lines.length / 2;
    String second = part(upload, Arrays.copyOfRange(lines, half, lines.length));
    String first = part(upload, Arrays.copyOf(lines, half));

    Upload completed =
        client
            .uploads()
            .complete(
                UploadCompleteParams.builder()
                    .uploadId(upload.id())
                    .partIds(List.of(first, second))
                    .build());

    assertThat(upload.status()).isEqualTo(Upload.Status.PENDING);
    assertThat(completed.status()).isEqualTo(Upload.Status.COMPLETED);
    FileObject file = completed.file().orElseThrow();
    assertThat(client.files().retrieve(file.id())).isEqualTo(file);
    try (HttpResponse content = client.files().content(file.id())) {
      assertThat(content.body().readAllBytes()).isEqualTo(lines);
    }
    assertThatThrownBy(() -> client.uploads().cancel(upload.id()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("was completed");
  }

  @Test
  void anUploadIsCancelled() {
    Upload upload = client.uploads().create(Samples.upload(3));

    assertThat(client.uploads().cancel(upload.id()).status()).isEqualTo(Upload.Status.CANCELLED);
    assertThatThrownBy(() -> part(upload, new byte[3])).isInstanceOf(BadRequestException.class);
  }

  private static String part(Upload upload, byte[] data) {
    return client
        .uploads()
        .parts()
        .create(PartCreateParams.builder().uploadId(upload.id()).data(data).build())
        .id();
  }

  @Test
  void jobsAreFoundByTheirMetadata() {
    assertThat(
            client
                .fineTuning()
                .jobs()
                .list(
                    JobListParams.builder()
                        .metadata(
                            JobListParams.Metadata.builder()
                                .putAdditionalProperty("team", "support")
                                .build())
                        .build())
                .data())
        .extracting(FineTuningJob::id)
        .containsExactly(job.id());
  }

  @Test
  void theTunedModelIsAModelAmongOthers() {
    String name = job.fineTunedModel().orElseThrow();

    assertThat(client.models().list().data()).extracting(Model::id).contains("starter", name);
    assertThat(client.models().retrieve(name).id()).isEqualTo(name);
  }

  @Test
  void theBaseItsAliasAndTheTunedModelAnswer() {
    for (String model :
        List.of("starter", "gpt-4o-mini-2024-07-18", job.fineTunedModel().orElseThrow())) {
      ChatCompletion answer = ask(model);
      assertThat(answer.choices().getFirst().message().content()).isPresent();
      assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
    }
  }

  @Test
  @SuppressWarnings("deprecation") // OpenAI deprecates it; scripts use it
  void theSameSeedGivesTheSameAnswer() {
    ChatCompletionCreateParams request = question("starter").temperature(1.0).seed(7).build();

    assertThat(content(client.chat().completions().create(request)))
        .isEqualTo(content(client.chat().completions().create(request)));
  }

  @Test
  void aStreamSaysTheSameAsAWholeAnswer() {
    ChatCompletionCreateParams.Builder request = question("starter").temperature(0.0);
    String whole = content(client.chat().completions().create(request.build()));

    StringBuilder streamed = new StringBuilder();
    List<ChatCompletionChunk> chunks = new ArrayList<>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(
                request
                    .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                    .build())) {
      stream.stream().forEach(chunks::add);
    }
    chunks.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .forEach(choice -> streamed.append(choice.delta().content().orElse("")));

    assertThat(streamed.toString()).isEqualTo(whole);
    assertThat(chunks.getLast().choices()).isEmpty();
    assertThat(chunks.getLast().usage().orElseThrow().completionTokens()).isPositive();
    assertThat(chunks).extracting(ChatCompletionChunk::id).containsOnly(chunks.getFirst().id());
  }

  @Test
  void logprobsAreThoseOfTheAnswer() {
    ChatCompletion answer =
        client
            .chat()
            .completions()
            .create(question("starter").temperature(0.0).logprobs(true).topLogprobs(2).build());

    var tokens = answer.choices().getFirst().logprobs().orElseThrow().content().orElseThrow();
    assertThat(tokens).isNotEmpty().allSatisfy(it -> assertThat(it.topLogprobs()).hasSize(2));
    assertThat(tokens)
        .allSatisfy(it -> assertThat(it.token()).isEqualTo(it.topLogprobs().getFirst().token()));
  }

  @Test
  void nAnswersAreNAnswers() {
    assertThat(client.chat().completions().create(question("starter").n(3).build()).choices())
        .hasSize(3);
  }

  @Test
  void anAnswerEndsBeforeAStopText() {
    String whole =
        content(client.chat().completions().create(question("starter").temperature(0.0).build()));
    String stop = whole.substring(3, 5);

    ChatCompletion stopped =
        client.chat().completions().create(question("starter").temperature(0.0).stop(stop).build());

    assertThat(content(stopped)).isEqualTo(whole.substring(0, whole.indexOf(stop)));
    assertThat(stopped.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
  }

  @Test
  void aJobIsPausedAndResumedAndCancelled() {
    String id = client.fineTuning().jobs().create(Samples.job(client, 50).build()).id();
    ServerProcess.awaitTrue(() -> Samples.status(client, id).equals("running"));

    client.fineTuning().jobs().pause(id);
    // "paused" is in the guide but not in the SDK's enumeration, so its validation is not asked.
    ServerProcess.awaitTrue(() -> rawStatus(id).equals("paused"));
    client.fineTuning().jobs().resume(id);
    ServerProcess.awaitTrue(() -> rawStatus(id).equals("running"));
    FineTuningJob cancelled = client.fineTuning().jobs().cancel(id);

    assertThat(cancelled.status()).isEqualTo(FineTuningJob.Status.CANCELLED);
  }

  @Test
  void anotherProjectAsksACheckpointWithAPermissionAndNotWithoutOne() {
    OpenAIClient admin = server.adminClient();
    ProjectService projects = admin.admin().organization().projects();
    String project =
        projects.create(ProjectCreateParams.builder().name("Second team").build()).id();
    String key =
        projects
            .serviceAccounts()
            .create(project, ServiceAccountCreateParams.builder().name("asker").build())
            .apiKey()
            .orElseThrow()
            .value();
    OpenAIClient other = server.client(key);
    ChatCompletionCreateParams question = question(job.fineTunedModel().orElseThrow()).build();
    assertThatThrownBy(() -> other.chat().completions().create(question))
        .isInstanceOf(NotFoundException.class);

    PermissionService permissions = admin.fineTuning().checkpoints().permissions();
    String model = job.fineTunedModel().orElseThrow();
    permissions.create(model, PermissionCreateParams.builder().addProjectId(project).build());

    assertThat(other.chat().completions().create(question).choices()).hasSize(1);
    assertThat(permissions.list(model).autoPager().stream().map(it -> it.projectId()))
        .containsExactly(project);
    assertThat(projects.list().autoPager().stream().map(it -> it.id())).contains(project);
    assertThat(projects.apiKeys().list(project).autoPager().stream().map(it -> it.name()))
        .containsExactly("asker");
    projects.archive(project);
    assertThatThrownBy(() -> other.models().list()).isInstanceOf(UnauthorizedException.class);
  }

  @Test
  void answersAreCountedForTheOrganization() {
    ask("starter");

    var buckets =
        server
            .adminClient()
            .admin()
            .organization()
            .usage()
            .completions(
                UsageCompletionsParams.builder()
                    .startTime(job.createdAt() - 60)
                    .addGroupBy(UsageCompletionsParams.GroupBy.MODEL)
                    .addGroupBy(UsageCompletionsParams.GroupBy.PROJECT_ID)
                    .addModel("starter")
                    .build())
            .data();

    assertThat(
            buckets.stream()
                .flatMap(bucket -> bucket.results().stream())
                .map(result -> result.asOrganizationUsageCompletions())
                .toList())
        .allSatisfy(result -> {
          assertThat(result.model()).contains("starter");
          assertThat(result.numModelRequests()).isPositive();
          assertThat(result.outputTokens()).isPositive();
        })
        .isNotEmpty();
  }

  @Test
  void anAdminKeyIsMadeListedAndDeleted() {
    AdminApiKeyService keys = server.adminClient().admin().organization().adminApiKeys();
    var made =
        keys.create(AdminApiKeyCreateParams.builder().name("ci").expiresInSeconds(3600).build());

    assertThat(made.value()).startsWith("sk-admin-");
    assertThat(keys.retrieve(made.id()).redactedValue()).doesNotContain(made.value());
    assertThat(keys.list().autoPager().stream().map(it -> it.id())).contains(made.id());
    assertThat(keys.delete(made.id()).deleted()).isTrue();
  }

  @Test
  void aTunedModelLearnsWhichAnswerIsPreferredAndItsCheckpointLearnsOn() {
    String tuned = job.fineTunedModel().orElseThrow();
    FineTuningJob preferring =
        Samples.awaitEnd(
            client,
            client
                .fineTuning()
                .jobs()
                .create(
                    JobCreateParams.builder()
                        .model(tuned)
                        .trainingFile(Samples.upload(client, Samples.pairs(12)).id())
                        .method(
                            JobCreateParams.Method.builder()
                                .type(JobCreateParams.Method.Type.DPO)
                                .dpo(
                                    DpoMethod.builder()
                                        .hyperparameters(
                                            DpoHyperparameters.builder()
                                                .beta(0.5)
                                                .nEpochs(2)
                                                .batchSize(4)
                                                .build())
                                        .build())
                                .build())
                        .build())
                .id());

    assertThat(preferring.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
    assertThat(preferring.model()).isEqualTo(tuned);
    assertThat(
            preferring
                .method()
                .orElseThrow()
                .dpo()
                .orElseThrow()
                .hyperparameters()
                .orElseThrow()
                .beta()
                .orElseThrow()
                .asNumber())
        .isEqualTo(0.5);
    String first =
        client.fineTuning().jobs().listEvents(preferring.id()).autoPager().stream()
            .map(event -> String.valueOf(event._data()))
            .filter(data -> data.contains("step=1,"))
            .findFirst()
            .orElseThrow();
    assertThat(first).contains("train_reward_margin", "train_logps_chosen", "train_logps_rejected");
    assertThat(ask(preferring.fineTunedModel().orElseThrow()).choices()).hasSize(1);

    List<FineTuningJobCheckpoint> checkpoints =
        client.fineTuning().jobs().checkpoints().list(preferring.id()).data();
    FineTuningJob further =
        Samples.awaitEnd(
            client,
            client
                .fineTuning()
                .jobs()
                .create(
                    Samples.job(client, 1)
                        .model(checkpoints.getLast().fineTunedModelCheckpoint())
                        .build())
                .id());
    assertThat(further.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
  }

  private static String rawStatus(String id) {
    String body = server.send("GET", "/v1/fine_tuning/jobs/" + id, "").body();
    return body.replaceFirst("(?s).*\"status\":\"(\\w+)\".*", "$1");
  }

  private static ChatCompletion ask(String model) {
    return client.chat().completions().create(question(model).build());
  }

  private static String content(ChatCompletion completion) {
    return completion.choices().getFirst().message().content().orElseThrow();
  }

  private static ChatCompletionCreateParams.Builder question(String model) {
    return ChatCompletionCreateParams.builder()
        .model(model)
        .addSystemMessage("You answer for a shop.")
        .addUserMessage("Where is my parcel?")
        .maxCompletionTokens(24);
  }
}
