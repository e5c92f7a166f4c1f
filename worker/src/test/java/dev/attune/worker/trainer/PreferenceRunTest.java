package dev.attune.worker.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.protocol.Exit;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that learn which of two answers is preferred. */
final class PreferenceRunTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-4);

  @TempDir Path folder;
  private SpecDraft draft;

  @BeforeEach
  void draft() throws IOException {
    draft = new SpecDraft(folder);
    draft.method = new JobSpec.Method.Preference(0.1);
    draft.training = draft.pairs("pairs.jsonl", 12);
    draft.tuning = new JobSpec.Tuning.Lora(2, 4, 0, List.of("q_proj", "v_proj"), false);
  }

  @Test
  void aNewAdapterBeginsEvenAndLearnsToPrefer() throws IOException {
    draft.validation = draft.pairs("held-out.jsonl", 3);
    TestRun run = run("run");

    assertThat(run.train()).isInstanceOf(Exit.Succeeded.class);
    assertBeginsEven(run.steps().getFirst());
    Report.StepDone last = run.steps().getLast();
    assertThat(last.train().loss()).isLessThan(Math.log(2) - 0.1);
    assertThat(rewards(last.train()).margin()).isPositive();
    assertThat(last.train().meanTokenAccuracy()).isEqualTo(1);
    assertThat(rewards(Objects.requireNonNull(last.fullValid())).margin()).isPositive();
  }

  @Test
  void anAdapterThatIsGoneOnWithIsItsOwnReference() {
    TestRun before = run("before");
    before.train();
    draft.adapter = before.checkpoints().folder(before.steps().getLast().step());
    TestRun run = run("run");

    assertThat(run.train()).isInstanceOf(Exit.Succeeded.class);
    assertBeginsEven(run.steps().getFirst());
    double reached = rewards(before.steps().getLast().train()).chosenLogp();
    assertThat(rewards(run.steps().getFirst().train()).chosenLogp())
        .isGreaterThan(rewards(before.steps().getFirst().train()).chosenLogp())
        .isCloseTo(reached, Offset.offset(5.0));
    assertThat(rewards(run.steps().getLast().train()).margin()).isPositive();
  }

  @Test
  void aResumedRunEqualsAnUnbrokenOne() throws IOException {
    TestRun whole = run("whole");
    whole.train();
    draft.adapter = null;
    TestRun again = run("again");
    again.train();
    for (int step : List.of(8, 12)) {
      again.checkpoints().delete(step);
    }
    draft.fence = 2;
    again.directory().prepare(draft.build());
    again.train();

    assertThat(again.weights(12)).isEqualTo(whole.weights(12));
  }

  @Test
  void allWeightsAreNotTunedSo() {
    draft.tuning = new JobSpec.Tuning.Full();
    assertThat(run("run").train())
        .isInstanceOfSatisfying(
            Exit.Failed.class,
            failed -> assertThat(failed.message()).contains("attune.tuning to lora"));
  }

  @Test
  void aFileOfConversationsIsRefused() throws IOException {
    draft.training = draft.examples("training.jsonl", 12);
    assertThat(run("run").train())
        .isInstanceOfSatisfying(
            Exit.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("invalid_training_file");
              assertThat(failed.message()).contains("the job's method is 'dpo'");
            });
  }

  /** Before its first step a model is its reference: every margin is 0, every loss ln 2. */
  private static void assertBeginsEven(Report.StepDone first) {
    assertThat(first.train().loss()).isCloseTo(Math.log(2), ROUNDING);
    assertThat(rewards(first.train()).margin()).isCloseTo(0, ROUNDING);
  }

  private static Report.Rewards rewards(Report.Metrics metrics) {
    return Objects.requireNonNull(metrics.rewards());
  }

  private TestRun run(String name) {
    return TestRun.prepare(folder.resolve(name), draft.build());
  }
}
