package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.finetuning.AttuneJob;
import dev.attune.wire.finetuning.AttuneOptions;
import dev.attune.wire.finetuning.AutoOr;
import dev.attune.wire.finetuning.CreateFineTuningJob;
import dev.attune.wire.finetuning.FineTuningJobCheckpoint;
import dev.attune.wire.finetuning.FineTuningJobEvent;
import dev.attune.wire.finetuning.Hyperparameters;
import dev.attune.wire.finetuning.JobStatus;
import dev.attune.wire.finetuning.Method;
import dev.attune.wire.finetuning.StepMetrics;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.lists.CursorPage;
import dev.attune.wire.lists.Page;
import dev.attune.wire.metadata.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobsTest {
  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void sitDown() {
    cli =
        new Cli(directory)
            .set("ATTUNE_BASE_URL", server.baseUrl())
            .set("ATTUNE_API_KEY", "sk-test");
    server.on("POST", "/v1/fine_tuning/jobs", Samples.job(JobStatus.VALIDATING_FILES));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPreferenceJobHasItsOwnNumbers() {
    Cli.Result result =
        cli.run(
            "jobs",
            "create",
            "--model",
            "starter",
            "--training-file",
            "file-1",
            "--method",
            "dpo",
            "--beta",
            "0.3",
            "--epochs",
            "2");

    assertThat(result).isEqualTo(new Cli.Result(0, "ftjob-1\n", ""));
    assertThat(sentJob().method())
        .isEqualTo(
            new Method.Dpo(
                new Hyperparameters(AutoOr.of(2), AutoOr.auto(), AutoOr.auto()), AutoOr.of(0.3)));
    assertThat(
            cli.run(
                    "jobs",
                    "create",
                    "--model",
                    "starter",
                    "--training-file",
                    "file-1",
                    "--beta",
                    "1")
                .err())
        .contains("Add --method dpo");
  }

  @Test
  void theSmallestJobLeavesEverythingToThePlatform() {
    Cli.Result result =
        cli.run("jobs", "create", "--model", "starter", "--training-file", "file-1");

    assertThat(result).isEqualTo(new Cli.Result(0, "ftjob-1\n", ""));
    assertThat(sentJob())
        .isEqualTo(
            new CreateFineTuningJob(
                "starter",
                "file-1",
                null,
                new Method.Supervised(Hyperparameters.AUTO),
                null,
                null,
                List.of(),
                null,
                AttuneOptions.NONE));
  }

  @Test
  void everyOptionReachesTheApi() {
    cli.run(
        "jobs create --model starter --training-file file-1 --validation-file file-2"
            .concat(" --suffix routes --seed 7 --epochs 3 --batch-size 8")
            .concat(" --learning-rate-multiplier 0.5 --metadata team=support")
            .concat(" --attune tuning=full --attune learning_rate=0.002 --attune packing=false")
            .split(" "));

    CreateFineTuningJob job = sentJob();
    assertThat(job.validationFile()).isEqualTo("file-2");
    assertThat(job.suffix()).isEqualTo("routes");
    assertThat(job.seed()).isEqualTo(7);
    assertThat(job.method())
        .isEqualTo(
            new Method.Supervised(new Hyperparameters(AutoOr.of(3), AutoOr.of(8), AutoOr.of(0.5))));
    assertThat(job.metadata()).isEqualTo(new Metadata(Map.of("team", "support")));
    assertThat(job.attune().tuning()).isEqualTo(AttuneOptions.Tuning.FULL);
    assertThat(job.attune().learningRate()).isEqualTo(0.002);
    assertThat(job.attune().packing()).isFalse();
  }

  @Test
  void aFileOfThisMachineIsUploadedFirst() throws IOException {
    Files.writeString(directory.resolve("train.jsonl"), "{}\n");
    server.on("POST", "/v1/files", Samples.FILE);

    Cli.Result result =
        cli.run("jobs", "create", "--model", "starter", "--training-file", "train.jsonl");

    assertThat(result.out()).isEqualTo("ftjob-1\n");
    assertThat(result.err()).isEqualTo("Uploaded train.jsonl as file-1\n");
    assertThat(sentJob().trainingFile()).isEqualTo("file-1");
  }

  @Test
  void anOwnOptionThatIsNeitherWordNorJsonIsAMistakeOfUsage() {
    Cli.Result result =
        cli.run(
            "jobs create --model m --training-file file-1 --attune target_modules=[q_proj"
                .split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("--attune target_modules=[q_proj is neither a word nor JSON.\n");
  }

  @Test
  void whatTheApiRefusesEndsWithOne() {
    server.on(
        "POST",
        "/v1/fine_tuning/jobs",
        _ -> FakeServer.Reply.error(ApiErrors.modelNotTunable("gpt-9")));

    assertThat(cli.run("jobs", "create", "--model", "gpt-9", "--training-file", "file-1"))
        .isEqualTo(
            new Cli.Result(
                1, "", "Model gpt-9 is not available for fine-tuning or does not exist.\n"));
  }

  @Test
  void aListAndAJobAreForReading() {
    server.on(
        "GET",
        "/v1/fine_tuning/jobs",
        new Page<>(List.of(Samples.job(JobStatus.SUCCEEDED)), false));
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1", Samples.job(JobStatus.FAILED));

    assertThat(cli.run("jobs", "list").out())
        .isEqualTo(
            """
            ID       STATUS     MODEL    CREATED               TUNED MODEL
            ftjob-1  succeeded  starter  2023-11-14T22:13:20Z  ft:starter:acme:routes:abcdefgh
            """);
    assertThat(cli.run("jobs", "get", "ftjob-1").out())
        .contains(
            "status            failed\n", "ending            Failed: Training file has 3 example");
  }

  @Test
  void aJobTellsWhatWasAskedOfItAndWhatItTrainsWith() {
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1",
        Samples.job(
            JobStatus.RUNNING,
            new Method.Supervised(new Hyperparameters(AutoOr.of(4), AutoOr.of(1), AutoOr.of(1.0))),
            new AttuneJob(
                options(16, List.of("q_proj", "v_proj")),
                "5e5e",
                15_000_000_000L,
                new AttuneJob.Asked(
                    new Method.Supervised(
                        new Hyperparameters(AutoOr.of(4), AutoOr.auto(), AutoOr.auto())),
                    options(16, null)),
                new AttuneJob.Validation(1, 2))));

    assertThat(cli.run("jobs", "get", "ftjob-1").out())
        .contains(
            """
            asked             n_epochs=4 rank=16
            settings          batch_size=1 learning_rate_multiplier=1.0 n_epochs=4 rank=16 target_modules=q_proj,v_proj
            base fingerprint  5e5e
            memory            15.0 GB
            """);

    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1", Samples.job(JobStatus.VALIDATING_FILES));
    assertThat(cli.run("jobs", "get", "ftjob-1").out())
        .contains("settings          batch_size=auto learning_rate_multiplier=auto n_epochs=auto\n")
        .doesNotContain("asked", "base fingerprint");
  }

  private static AttuneOptions options(int rank, @Nullable List<String> modules) {
    return new AttuneOptions(
        null, rank, null, null, modules, null, null, null, null, null, null, null);
  }

  @Test
  void cancelPauseAndResumeSayTheNewStatus() {
    String job = "/v1/fine_tuning/jobs/ftjob-1/";
    server.on("POST", job + "cancel", Samples.job(JobStatus.CANCELLED));
    server.on("POST", job + "pause", Samples.job(JobStatus.PAUSED));
    server.on("POST", job + "resume", Samples.job(JobStatus.QUEUED));

    assertThat(cli.run("jobs", "cancel", "ftjob-1").out()).isEqualTo("ftjob-1 cancelled\n");
    assertThat(cli.run("jobs", "pause", "ftjob-1").out()).isEqualTo("ftjob-1 paused\n");
    assertThat(cli.run("jobs", "resume", "ftjob-1").out()).isEqualTo("ftjob-1 queued\n");
  }

  @Test
  void eventsAreReadFromTopToBottom() {
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1/events",
        new Page<>(List.of(Samples.message(2, "started"), Samples.message(1, "created")), false));

    assertThat(cli.run("jobs", "events", "ftjob-1").out())
        .isEqualTo(
            """
            TIME                  LEVEL  MESSAGE
            2023-11-14T22:13:21Z  info   created
            2023-11-14T22:13:22Z  info   started
            """);
  }

  @Test
  void checkpointsTellTheModelToAsk() {
    FineTuningJobCheckpoint checkpoint =
        new FineTuningJobCheckpoint(
            "ftckpt_1",
            1_700_000_000,
            Samples.TUNED + ":ckpt-step-88",
            "ftjob-1",
            new StepMetrics(88, null, 0.478, 0.9, null, null, 0.567, 0.9, null, null, null, null),
            88);
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1/checkpoints",
        CursorPage.of(new Page<>(List.of(checkpoint), false), FineTuningJobCheckpoint::id));

    assertThat(cli.run("jobs", "checkpoints", "ftjob-1").out())
        .isEqualTo(
            """
            STEP  TRAIN LOSS  VALID LOSS  MODEL
            88    0.4780      0.5670      ft:starter:acme:routes:abcdefgh:ckpt-step-88
            """);
  }

  @Test
  void watchingShowsEveryEventOnceAndEndsWithTheJob() {
    Deque<JobStatus> life =
        new ArrayDeque<>(
            List.of(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.RUNNING, JobStatus.SUCCEEDED));
    List<FineTuningJobEvent> happened =
        new ArrayList<>(List.of(Samples.message(1, "Created fine-tuning job: ftjob-1")));
    List<FineTuningJobEvent> toCome =
        new ArrayList<>(
            List.of(
                Samples.step(2, 1, 20, 2.5),
                Samples.step(3, 2, 20, 2.25),
                Samples.message(4, "The job has successfully completed")));
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1",
        _ ->
            FakeServer.Reply.json(
                Samples.job(life.size() > 1 ? life.removeFirst() : life.getFirst())));
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1/events",
        request -> {
          boolean first = request.query() == null || !request.query().contains("after");
          Page<FineTuningJobEvent> page =
              new Page<>(first ? List.copyOf(happened).reversed() : List.of(), false);
          if (first && !toCome.isEmpty()) {
            happened.add(toCome.removeFirst());
          }
          return FakeServer.Reply.json(page);
        });

    Cli.Result result = cli.run("jobs", "watch", "ftjob-1");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            Created fine-tuning job: ftjob-1
            Step 2/20, training loss 2.250, 1,234 tokens/s, 1m 28s left
            The job has successfully completed
            status           succeeded
            steps            2 of 20
            training loss    2.500 → 2.250
            trained tokens   5,768
            duration         1m 40s
            tuned model      ft:starter:acme:routes:abcdefgh
            Succeeded. Talk with it: attune chat ft:starter:acme:routes:abcdefgh
            """);
  }

  @Test
  void watchingShowsHowFarTheFilesAreRead() {
    assertThat(watchReading().out())
        .startsWith(
            """
            Reading the files: 0 bytes of 4.0 GB
            Reading the files: 1.5 GB of 4.0 GB
            status           succeeded
            """);
  }

  @Test
  void aPersonSeesABarWhileTheFilesOfAJobAreRead() {
    cli.atATerminal();

    assertThat(watchReading().out())
        .contains(
            "█".repeat(15) + "░".repeat(25) + "  37%  reading the files, 1.5 GB of 4.0 GB\n",
            "⠸ succeeded\n");
  }

  /** Its files are read, and then it is done. */
  private Cli.Result watchReading() {
    Deque<Object> life = new ArrayDeque<>();
    for (long done : List.of(0L, 1_500_000_000L, 1_600_000_000L)) {
      life.add(
          Samples.job(
              JobStatus.VALIDATING_FILES,
              new Method.Supervised(Hyperparameters.AUTO),
              new AttuneJob(
                  AttuneOptions.NONE,
                  null,
                  null,
                  new AttuneJob.Asked(
                      new Method.Supervised(Hyperparameters.AUTO), AttuneOptions.NONE),
                  new AttuneJob.Validation(done, 4_000_000_000L))));
    }
    life.add(Samples.job(JobStatus.SUCCEEDED));
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1",
        _ -> FakeServer.Reply.json(life.size() > 1 ? life.removeFirst() : life.getFirst()));
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1/events", new Page<>(List.of(), false));
    return cli.run("jobs", "watch", "ftjob-1");
  }

  @Test
  void watchingAFailedJobSaysWhyAndEndsWithOne() {
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1", Samples.job(JobStatus.FAILED));
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1/events", new Page<>(List.of(), false));

    assertThat(cli.run("jobs", "watch", "ftjob-1"))
        .isEqualTo(
            new Cli.Result(
                1,
                """
                status           failed
                duration         0s
                Failed: Training file has 3 example(s)
                """,
                ""));
  }

  @Test
  void aProgramGetsTheJobAsItEnded() {
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1", Samples.job(JobStatus.SUCCEEDED));
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1/events", new Page<>(List.of(), false));

    assertThat(cli.run("jobs", "watch", "ftjob-1", "--json").out())
        .isEqualTo(WireJson.text(Samples.job(JobStatus.SUCCEEDED)) + "\n");
  }

  @Test
  void aWatchSurvivesTheServersRestart() {
    Deque<FakeServer.Reply> answers = new ArrayDeque<>();
    answers.add(FakeServer.Reply.json(Samples.job(JobStatus.RUNNING)));
    answers.addAll(Collections.nCopies(6, FakeServer.Reply.BROKEN_OFF)); // more than the SDK bears
    answers.add(FakeServer.Reply.json(Samples.job(JobStatus.SUCCEEDED)));
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1",
        _ -> answers.size() > 1 ? answers.removeFirst() : answers.getFirst());
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1/events", new Page<>(List.of(), false));

    assertThat(cli.run("jobs", "watch", "ftjob-1").exitCode()).isZero();
  }

  @Test
  void aPersonSeesABarAndCurvesAndAtTheEndWhatIsWorthKeeping() {
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1", Samples.job(JobStatus.SUCCEEDED));
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1/events",
        request ->
            FakeServer.Reply.json(
                new Page<>(
                    String.valueOf(request.query()).contains("after")
                        ? List.of()
                        : List.of(
                            Samples.step(4, 20, 20, 0.125, 0.75),
                            Samples.step(3, 10, 20, 1.25, 0.5),
                            Samples.step(2, 1, 20, 2.25, 1.5),
                            Samples.message(1, "started\u001b[2J")),
                    false)));

    Cli.Result result = cli.atATerminal().run("jobs", "watch", "ftjob-1");

    assertThat(result.out())
        .startsWith("started [2J\n")
        .contains("█".repeat(40) + " 100%  step 20/20  1,234 tokens/s\n")
        .contains("training loss   █▅▁ 2.250 → 0.125\nvalidation loss █▁▃ 1.500 → 0.750\n")
        .endsWith(
            """
            \u001b[3A\r\u001b[Jstatus           succeeded
            steps            20 of 20
            training loss    2.250 → 0.125
            validation loss  0.500 at best
            trained tokens   5,768
            duration         1m 40s
            tuned model      ft:starter:acme:routes:abcdefgh
            Succeeded. Talk with it: attune chat ft:starter:acme:routes:abcdefgh
            """);
  }

  private CreateFineTuningJob sentJob() {
    return CreateFineTuningJob.read(WireJson.parse(server.last().body(), JsonLimits.SMALL));
  }
}
