package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.finetuning.AutoOr;
import dev.attune.wire.finetuning.CreateFineTuningJob;
import dev.attune.wire.finetuning.Hyperparameters;
import dev.attune.wire.finetuning.JobStatus;
import dev.attune.wire.finetuning.Method;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.lists.Page;
import dev.attune.wire.metadata.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrateTest {
  private static final String JOBS = "/v1/fine_tuning/jobs";
  private static final String SUPERVISED =
      """
      {"object":"fine_tuning.job","id":"ftjob-old1","model":"gpt-4o-mini-2024-07-18",
       "created_at":1700000001,"status":"succeeded","training_file":"file-old1",
       "validation_file":null,"fine_tuned_model":"ft:gpt-4o-mini-2024-07-18:acme:routes:AbCdEfGh",
       "seed":7,"hyperparameters":{"n_epochs":3,"batch_size":1,"learning_rate_multiplier":1.8},
       "method":{"type":"supervised","supervised":{"hyperparameters":
         {"n_epochs":3,"batch_size":1,"learning_rate_multiplier":1.8}}}}
      """;
  private static final String PREFERENCES =
      """
      {"object":"fine_tuning.job","id":"ftjob-old2","model":"gpt-4o-2024-08-06",
       "created_at":1700000002,"status":"succeeded","training_file":"file-old1",
       "validation_file":"file-old2","fine_tuned_model":"ft:gpt-4o-2024-08-06:acme::IjKlMnOp",
       "seed":8,"integrations":[{"type":"wandb","wandb":{"project":"shop"}}],
       "method":{"type":"dpo","dpo":{"hyperparameters":
         {"n_epochs":"auto","batch_size":4,"learning_rate_multiplier":0.1,"beta":0.2}}}}
      """;
  private static final String FAILED =
      """
      {"id":"ftjob-old3","model":"gpt-9","created_at":3,"status":"failed","training_file":"file-x"}
      """;
  private static final String REINFORCED =
      """
      {"id":"ftjob-old4","model":"o4-mini","created_at":4,"status":"succeeded",
       "training_file":"file-old1","method":{"type":"reinforcement","reinforcement":{}}}
      """;
  private static final String FILES =
      """
      {"object":"list","has_more":false,"data":[
        {"id":"file-old1","bytes":3,"filename":"tickets.jsonl","purpose":"fine-tune"},
        {"id":"file-old2","bytes":5,"filename":"../../x","purpose":"fine-tune"}]}
      """;

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private final FakeServer openai = new FakeServer();
  private Cli cli = new Cli(Path.of(""));
  private int uploads;
  private int jobs;

  @BeforeEach
  void sitDown() throws IOException {
    cli =
        new Cli(directory)
            .set("ATTUNE_BASE_URL", server.baseUrl())
            .set("ATTUNE_API_KEY", "sk-test");
    Files.writeString(directory.resolve("jobs.json"), page(PREFERENCES, SUPERVISED));
    Files.writeString(directory.resolve("files.json"), FILES);
    Files.createDirectory(directory.resolve("contents"));
    Files.writeString(directory.resolve("contents/tickets.jsonl"), "{}\n");
    Files.writeString(directory.resolve("contents/file-old2"), "{ }\n\n");
    server.on(
        "GET",
        "/v1/models",
        _ ->
            json(
                "{\"object\":\"list\",\"data\":[%s,%s]}"
                    .formatted(model("starter"), model("big"))));
    server.on("GET", JOBS, new Page<>(List.of(), false));
    server.on("POST", "/v1/files", _ -> json(uploaded("file-new" + ++uploads)));
    server.on("POST", JOBS, _ -> json(created("ftjob-new" + ++jobs)));
    for (int i = 1; i <= 3; i++) {
      FakeServer.Reply job = json(created("ftjob-new" + i));
      server.on("GET", JOBS + "/ftjob-new" + i, _ -> job);
    }
  }

  @AfterEach
  void stop() {
    server.close();
    openai.close();
  }

  @Test
  void withoutYesNothingIsMadeAndTheWholePlanIsSaid() throws IOException {
    Files.writeString(
        directory.resolve("jobs.json"), page(REINFORCED, FAILED, PREFERENCES, SUPERVISED));

    Cli.Result result = migrate("--map", "gpt-4o-mini-2024-07-18=starter", "--map", "gpt-4o*=big");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            FILES
              ID         SIZE     NAME
              file-old1  3 bytes  tickets.jsonl  upload
              file-old2  5 bytes  x              upload
            JOBS
              ID          MODEL    METHOD      NUMBERS                                                           SEED  SUFFIX
              ftjob-old1  starter  supervised  batch_size=1 learning_rate_multiplier=1.8 n_epochs=3              7     routes
              ftjob-old2  big      dpo         batch_size=4 beta=0.2 learning_rate_multiplier=0.1 n_epochs=auto  8     -
            Skipped: ftjob-old3, it is failed
            Skipped: ftjob-old4, the method reinforcement is not done here
            ftjob-old2: without its integrations, whose keys are not known here
            Nothing was made yet. To do so: attune migrate --jobs jobs.json --files files.json --files-dir contents --map gpt-4o-mini-2024-07-18=starter --map 'gpt-4o*=big' --yes
            """);
    assertThat(server.received()).noneMatch(request -> request.method().equals("POST"));
    assertThat(directory.resolve("attune-migrate.json")).doesNotExist();
  }

  @Test
  void eachFileIsUploadedOnceAndEachJobKeepsWhatItWas() {
    Cli.Result result = migrate("--map", "gpt-*=starter", "--yes");

    assertThat(result.exitCode()).isZero();
    assertThat(uploads).isEqualTo(2);
    CreateFineTuningJob first = sent(0);
    assertThat(first.model()).isEqualTo("starter");
    assertThat(first.trainingFile()).isEqualTo("file-new1");
    assertThat(first.validationFile()).isNull();
    assertThat(first.suffix()).isEqualTo("routes");
    assertThat(first.seed()).isEqualTo(7);
    assertThat(first.method())
        .isEqualTo(
            new Method.Supervised(new Hyperparameters(AutoOr.of(3), AutoOr.of(1), AutoOr.of(1.8))));
    assertThat(first.metadata())
        .isEqualTo(
            new Metadata(
                Map.of(
                    "openai_job_id",
                    "ftjob-old1",
                    "openai_model",
                    "ft:gpt-4o-mini-2024-07-18:acme:routes:AbCdEfGh")));
    CreateFineTuningJob second = sent(1);
    assertThat(second.validationFile()).isEqualTo("file-new2");
    assertThat(second.method())
        .isEqualTo(
            new Method.Dpo(
                new Hyperparameters(AutoOr.auto(), AutoOr.of(4), AutoOr.of(0.1)), AutoOr.of(0.2)));
    assertThat(second.integrations()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            JOB THERE   JOB HERE    STATUS            MODEL THERE                                     MODEL HERE
            ftjob-old1  ftjob-new1  validating_files  ft:gpt-4o-mini-2024-07-18:acme:routes:AbCdEfGh  when it has succeeded
            ftjob-old2  ftjob-new2  validating_files  ft:gpt-4o-2024-08-06:acme::IjKlMnOp             when it has succeeded
            """);
  }

  @Test
  void aSecondRunMakesNothing() {
    migrate("--map", "gpt-*=starter", "--yes");

    Cli.Result again = migrate("--map", "gpt-*=starter", "--yes");

    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("ftjob-old2  ftjob-new2");
    assertThat(uploads).isEqualTo(2);
    assertThat(jobs).isEqualTo(2);
  }

  @Test
  void anInterruptionBetweenUploadAndJobCostsNoSecondUpload() {
    server.on("POST", JOBS, _ -> FakeServer.Reply.BROKEN_OFF);
    assertThat(migrate("--map", "gpt-*=starter", "--yes").exitCode()).isEqualTo(1);
    assertThat(uploads).isEqualTo(1);
    server.on("POST", JOBS, _ -> json(created("ftjob-new" + ++jobs)));

    Cli.Result again = migrate("--map", "gpt-*=starter", "--yes");

    assertThat(again.exitCode()).isZero();
    assertThat(uploads).isEqualTo(2);
    assertThat(jobs).isEqualTo(2);
    assertThat(sent(jobsSent() - 2).trainingFile()).isEqualTo("file-new1");
  }

  @Test
  void aJobThatWasMadeButNotNotedIsFoundByItsMetadata() {
    server.on(
        "GET",
        JOBS,
        request ->
            String.valueOf(request.query()).matches("(?!.*after).*ftjob-old1.*")
                ? json(page(created("ftjob-new3")))
                : json(page()));

    Cli.Result result = migrate("--map", "gpt-*=starter", "--yes");

    assertThat(result.out()).contains("ftjob-old1  ftjob-new3", "ftjob-old2  ftjob-new1");
    assertThat(jobs).isEqualTo(1);
  }

  @Test
  void whatIsNotedIsWholeAndBelongsToOneServer() throws IOException {
    migrate("--map", "gpt-*=starter", "--yes");
    Path state = directory.resolve("attune-migrate.json");
    assertThat(Files.readString(state)).contains("\"file-old1\" : \"file-new1\"");
    assertThat(directory.resolve("attune-migrate.json.tmp")).doesNotExist();
    Files.writeString(state, Files.readString(state).replaceAll("127.0.0.1:\\d+", "elsewhere"));

    Cli.Result result = migrate("--map", "gpt-*=starter", "--yes");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("belongs to the server http://elsewhere", "--state");
  }

  @Test
  void aModelWithoutAMapIsNamedBesideThoseThatAreHere() {
    Cli.Result result = migrate("--map", "gpt-4o-mini-2024-07-18=starter");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "No --map for gpt-4o-2024-08-06. Models here: big, starter. Say which is which, such as"
                + " --map gpt-4o-2024-08-06=big.\n");
  }

  @Test
  void aMapToAModelThatIsNotHereIsAMistake() {
    Cli.Result result = migrate("--map", "gpt-*=tiny");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("There is no model tiny here. Models here: big, starter.\n");
  }

  @Test
  void aNameFromThereNeverLeadsOutOfTheFolder() throws IOException {
    Files.delete(directory.resolve("contents/file-old2"));
    Files.writeString(directory.resolve("x"), "12345");
    Files.createDirectories(directory.resolve("contents/deep/er"));

    Cli.Result result =
        cli.run(
            "migrate --jobs jobs.json --files files.json --files-dir contents/deep/er/../.."
                .concat(" --map gpt-*=starter")
                .split(" "));

    assertThat(result.out()).contains("Skipped: ftjob-old2, file-old2 is not in ");
  }

  @Test
  void aNameFromThereIsOnlyItsLastPartHere() {
    migrate("--map", "gpt-*=starter", "--yes");

    assertThat(server.received())
        .filteredOn(request -> request.path().equals("/v1/files"))
        .extracting(request -> request.body().contains("filename=\"x\""))
        .containsExactly(false, true);
  }

  @Test
  void aFileThatIsShorterThanListedIsNotTaken() throws IOException {
    Files.writeString(directory.resolve("contents/file-old2"), "{");

    assertThat(migrate("--map", "gpt-*=starter").out())
        .contains("Skipped: ftjob-old2, file-old2 has 1 bytes and not the 5 of file-old2");
  }

  @Test
  void aJobThatLearntOnWaitsForTheModelItGoesOnFrom() throws IOException {
    String further =
        SUPERVISED
            .replace(
                "\"model\":\"gpt-4o-mini-2024-07-18\"",
                "\"model\":\"ft:gpt-4o-mini-2024-07-18:acme:routes:AbCdEfGh\"")
            .replace("ftjob-old1", "ftjob-old5")
            .replace("1700000001", "1700000005")
            .replace(
                "\"fine_tuned_model\":\"ft:gpt-4o-mini-2024-07-18:acme:routes:AbCdEfGh\"",
                "\"fine_tuned_model\":null");
    Files.writeString(directory.resolve("jobs.json"), "[" + SUPERVISED + "," + further + "]");
    Cli.Result first = migrate("--map", "gpt-*=starter");
    assertThat(first.out())
        .contains("Skipped: ftjob-old5, it goes on from ft:gpt-4o-mini-2024-07-18:acme:routes:");
    migrate("--map", "gpt-*=starter", "--yes");
    server.on("GET", JOBS + "/ftjob-new1", Samples.job(JobStatus.SUCCEEDED));

    migrate("--map", "gpt-*=starter", "--yes");

    assertThat(sent(1).model()).isEqualTo(Samples.TUNED);
  }

  @Test
  void oneJobThatIsRefusedDoesNotKeepTheOthersBack() {
    server.on(
        "POST",
        JOBS,
        request ->
            request.body().contains("ftjob-old1")
                ? FakeServer.Reply.error(ApiErrors.modelNotTunable("starter"))
                : json(created("ftjob-new" + ++jobs)));

    Cli.Result result = migrate("--map", "gpt-*=starter", "--yes");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("Job ftjob-old1 is refused: Model starter is not available");
    assertThat(result.out()).contains("ftjob-old2  ftjob-new1");
  }

  @Test
  void integrationsAreKeptWhenThatIsSaid() {
    migrate("--map", "gpt-*=starter", "--keep-integrations", "--yes");

    assertThat(sent(1).integrations()).hasSize(1);
  }

  @Test
  void anAccountIsReadPageByPageWithItsOwnKey() {
    openai.on(
        "GET",
        JOBS,
        request ->
            String.valueOf(request.query()).contains("after=ftjob-old2")
                ? json(page(SUPERVISED))
                : json(page(PREFERENCES).replace("\"has_more\":false", "\"has_more\":true")));
    openai.on("GET", "/v1/files", _ -> json(FILES));
    openai.on("GET", "/v1/files/file-old1/content", _ -> new FakeServer.Reply(200, "a/b", "{}\n"));
    openai.on("GET", "/v1/files/file-old2/content", _ -> new FakeServer.Reply(200, "a/b", "{}"));

    Cli.Result result =
        cli.set("OPENAI_API_KEY", "sk-theirs")
            .run("migrate", "--from", openai.baseUrl(), "--map", "gpt-*=starter", "--yes");

    assertThat(result.err()).contains("Job ftjob-old1 is ftjob-new1 here");
    assertThat(result.exitCode()).isZero();
    assertThat(jobs).isEqualTo(2);
    assertThat(openai.received()).allMatch(request -> "Bearer sk-theirs".equals(request.key()));
    assertThat(openai.received()).allMatch(request -> request.method().equals("GET"));
    assertThat(server.received()).allMatch(request -> "Bearer sk-test".equals(request.key()));
  }

  @Test
  void pagesThatFollowEachOtherAndOverlapAreOneList() throws IOException {
    Files.writeString(
        directory.resolve("jobs.json"), page(PREFERENCES) + "\n" + page(PREFERENCES, SUPERVISED));

    migrate("--map", "gpt-*=starter", "--yes");

    assertThat(jobs).isEqualTo(2);
  }

  @Test
  void aKeyFileIsAsGoodAsTheVariable() throws IOException {
    Files.writeString(directory.resolve("key"), "sk-filed\n");
    openai.on("GET", JOBS, _ -> json(page(FAILED)));
    openai.on("GET", "/v1/files", _ -> json(FILES));

    Cli.Result result = cli.run("migrate", "--from", openai.baseUrl(), "--from-key-file", "key");

    assertThat(result.out()).contains("Skipped: ftjob-old3", "There is nothing to make.");
    assertThat(openai.last().key()).isEqualTo("Bearer sk-filed");
  }

  @Test
  void whatTheOtherSideRefusesIsSaidOfTheOtherSide() {
    openai.on("GET", JOBS, _ -> FakeServer.Reply.error(ApiErrors.wrongKey("sk-theirs")));

    Cli.Result result =
        cli.set("OPENAI_API_KEY", "sk-theirs").run("migrate", "--from", openai.baseUrl());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith(openai.baseUrl() + ": 401: Incorrect API key provided");
  }

  @Test
  void aSourceAndItsKeyMustBeNamed() {
    assertThat(cli.run("migrate").err()).contains("either --from URL, or --jobs FILE");
    assertThat(cli.run("migrate", "--from", openai.baseUrl()).err())
        .contains("Set OPENAI_API_KEY, or name a file with --from-key-file");
  }

  @Test
  void aProgramGetsThePlanAndTheMapping() {
    assertThat(migrate("--map", "gpt-*=starter", "--json").out())
        .contains(
            "{\"files\":[{\"openai_file_id\":\"file-old1\",\"filename\":\"tickets.jsonl\",\"bytes\":3,\"file_id\":null}",
            "\"openai_job_id\":\"ftjob-old1\"",
            "\"action\":\"create\",\"model\":\"starter\",\"note\":null");
    assertThat(migrate("--map", "gpt-*=starter", "--json", "--yes").out())
        .startsWith(
            "{\"jobs\":[{\"openai_job_id\":\"ftjob-old1\",\"job_id\":\"ftjob-new1\",\"status\":\"validating_files\"");
  }

  @Test
  void aKeyThatWasTypedIsNotPrintedAgain() {
    assertThat(migrate("--map", "gpt-*=starter", "--api-key", "sk-secret").out())
        .contains("--api-key KEY --yes")
        .doesNotContain("sk-secret");
  }

  private Cli.Result migrate(String... more) {
    String[] line = "migrate --jobs jobs.json --files files.json --files-dir contents".split(" ");
    return cli.run(Stream.of(line, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private CreateFineTuningJob sent(int number) {
    return CreateFineTuningJob.read(
        WireJson.parse(
            server.received().stream()
                .filter(request -> request.method().equals("POST") && request.path().equals(JOBS))
                .toList()
                .get(number)
                .body(),
            JsonLimits.SMALL));
  }

  private int jobsSent() {
    return (int)
        server.received().stream()
            .filter(request -> request.method().equals("POST") && request.path().equals(JOBS))
            .count();
  }

  private static String page(String... objects) {
    return "{\"object\":\"list\",\"data\":[%s],\"has_more\":false}"
        .formatted(String.join(",", objects));
  }

  private static FakeServer.Reply json(String body) {
    return new FakeServer.Reply(200, "application/json", body);
  }

  private static String model(String id) {
    return "{\"id\":\"%s\",\"object\":\"model\",\"created\":1,\"owned_by\":\"attune\"}"
        .formatted(id);
  }

  private static String uploaded(String id) {
    return WireJson.text(Samples.FILE).replace("file-1", id);
  }

  private static String created(String id) {
    return WireJson.text(Samples.job(JobStatus.VALIDATING_FILES)).replace("ftjob-1", id);
  }
}
