package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.finetuning.AttuneOptions;
import dev.attune.wire.finetuning.DraftWork;
import dev.attune.wire.finetuning.JobEstimate;
import dev.attune.wire.json.WireJson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attune estimate}. */
@SuppressWarnings("NullAway.Init")
final class EstimateTest {
  private static final String ROUTE = "/attune/v1/estimate/fine_tuning/jobs";

  private static final long MEBIBYTE = 1 << 20;
  private static final DraftWork[] READ = {
    new DraftWork.Progress("train.jsonl", 0, 3 * MEBIBYTE),
    new DraftWork.Progress("valid.jsonl", 0, MEBIBYTE),
    new DraftWork.Progress("train.jsonl", MEBIBYTE, 3 * MEBIBYTE),
    new DraftWork.Progress("train.jsonl", 3 * MEBIBYTE, 3 * MEBIBYTE),
    new DraftWork.Progress("valid.jsonl", MEBIBYTE, MEBIBYTE),
    new DraftWork.Progress(DraftWork.MEASURING, 0, 0),
    new DraftWork.Progress(DraftWork.MEASURING, 0, 0),
    new DraftWork.Estimate(estimate(true, false))
  };

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private Cli cli;

  @BeforeEach
  void sit() {
    cli = new Cli(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aJobThatFitsIsDescribedInAFewLines() {
    answers(new DraftWork.Estimate(estimate(true, false)));

    Cli.Result result = estimate("--epochs", "3", "--attune", "rank=8");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            Fits: 1.2 GB of 16.0 GB that jobs may have
              weights 540.0 MB, optimizer 58.0 MB, activations 302.0 MB, program 300.0 MB
              micro-batches of 1,024 tokens
            1,194 examples, 40,000 tokens, 1,791 steps: about 2m 05s
            Warning: Example 3 is long.
            """);
    assertThat(server.last().body())
        .contains("\"n_epochs\":3", "\"rank\":8", "\"training_file\":\"file-1\"");
  }

  @Test
  void aProgramGetsTheEstimateAsItCame() {
    server.on("POST", ROUTE, estimate(true, false));

    assertThat(estimate("--json"))
        .isEqualTo(new Cli.Result(0, WireJson.text(estimate(true, false)) + "\n", ""));
    assertThat(server.last().query()).isNull();
  }

  @Test
  void oneThatDoesNotFitEndsWithExitCodeOne() {
    answers(new DraftWork.Estimate(estimate(false, true)));

    Cli.Result result = estimate();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("Does not fit: 1.2 GB of 16.0 GB")
        .contains("layers computed again on the way back");
  }

  @Test
  void aPersonSeesABarWhileTheFilesAreReadAndThenThatItIsMeasured() {
    answers(READ);
    cli.atATerminal();

    Cli.Result result = estimate();

    assertThat(result.err())
        .contains("train.jsonl", "4/4 MB", "measuring memory and time")
        .endsWith(" \r");
    assertThat(result.out()).startsWith("Fits: ").doesNotContain("MB/", "train.jsonl");
    assertThat(server.last().query()).isEqualTo("progress=true");
  }

  @Test
  void aProgramIsToldOfEachQuarterBesideTheOutput() {
    answers(READ);

    Cli.Result result = estimate();

    assertThat(result.err())
        .isEqualTo(
            """
            Reading train.jsonl: 0 bytes of 3.1 MB
            Reading train.jsonl: 1.0 MB of 4.2 MB
            Reading train.jsonl: 3.1 MB of 4.2 MB
            Reading valid.jsonl: 4.2 MB of 4.2 MB
            Measuring memory and time
            """);
    assertThat(result.out()).startsWith("Fits: ");
  }

  @Test
  void whatIsWrongInTheMiddleOfAFileIsOneLineAndAnExitCode() {
    answers(
        READ[0],
        new DraftWork.Failed(
            new ErrorBody.Fields("Example 7 is bad.", "invalid_request_error", null, null)));

    Cli.Result result = estimate();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).endsWith("Example 7 is bad.\n");
  }

  @Test
  void anAnswerThatBreaksOffIsNoEstimate() {
    answers(READ[0], READ[1]);

    Cli.Result result = estimate();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).endsWith("The server broke off. Its log says why; ask again.\n");
  }

  private void answers(DraftWork... lines) {
    String body =
        Arrays.stream(lines).map(line -> WireJson.text(line) + "\n").collect(Collectors.joining());
    server.on("POST", ROUTE, _ -> new FakeServer.Reply(200, "application/jsonl", body));
  }

  private Cli.Result estimate(String... more) {
    cli.set("ATTUNE_BASE_URL", server.baseUrl()).set("ATTUNE_API_KEY", "sk-test");
    String[] line =
        Stream.concat(
                Stream.of("estimate", "--model", "starter", "--training-file", "file-1"),
                Stream.of(more))
            .toArray(String[]::new);
    return cli.run(line);
  }

  private static JobEstimate estimate(boolean fits, boolean recomputes) {
    return new JobEstimate(
        "starter",
        fits,
        new JobEstimate.Memory(
            1_200_000_000L,
            16_000_000_000L,
            540_000_000,
            58_000_000,
            302_000_000,
            300_000_000,
            1024,
            recomputes),
        new JobEstimate.Data(1194, 40_000, 0),
        new JobEstimate.Numbers(3, 2, 1.0),
        AttuneOptions.NONE,
        1791,
        125.4,
        List.of("Example 3 is long."));
  }
}
