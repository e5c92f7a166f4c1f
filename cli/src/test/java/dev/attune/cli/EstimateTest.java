package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.finetuning.AttuneOptions;
import dev.attune.wire.finetuning.JobEstimate;
import dev.attune.wire.json.WireJson;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attune estimate}. */
final class EstimateTest {
  private static final String ROUTE = "/attune/v1/estimate/fine_tuning/jobs";

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aJobThatFitsIsDescribedInAFewLines() {
    server.on("POST", ROUTE, estimate(true, false));

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

    assertThat(estimate("--json").out()).isEqualTo(WireJson.text(estimate(true, false)) + "\n");
  }

  @Test
  void oneThatDoesNotFitEndsWithExitCodeOne() {
    server.on("POST", ROUTE, estimate(false, true));

    Cli.Result result = estimate();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("Does not fit: 1.2 GB of 16.0 GB")
        .contains("layers computed again on the way back");
  }

  private Cli.Result estimate(String... more) {
    Cli cli =
        new Cli(directory)
            .set("ATTUNE_BASE_URL", server.baseUrl())
            .set("ATTUNE_API_KEY", "sk-test");
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
