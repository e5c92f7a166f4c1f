package dev.attune.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.RunPlan;
import dev.attune.protocol.RunPlanRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of runs of a tiny model. */
@SuppressWarnings("NullAway.Init")
final class PlanMainTest {
  private static final long PLENTY = 1L << 40;
  private static final List<Integer> LENGTHS = Collections.nCopies(24, 60);

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = TinyModel.write(folder.resolve("model"), 128);
  }

  @Test
  void aPlanSaysWhatARunNeedsAndItsSteps() {
    RunPlan.Made made = made(lora("q_proj", "down_proj"), PLENTY, false);

    assertThat(made.steps()).isEqualTo(24);
    assertThat(made.secondsPerToken()).isNull();
    assertThat(made.memory().microBatchTokens()).isEqualTo(1024);
    assertThat(made.memory().recomputes()).isFalse();
    assertThat(made.need().activations())
        .isEqualTo(2 * 4 * (made.memory().kept() + made.memory().moment()));
    assertThat(made.need().bytes())
        .isGreaterThan(made.need().weights() + made.need().optimizer() + made.need().process());
  }

  @Test
  void moreModulesAndFullTuningNeedMore() {
    long one = made(lora("q_proj"), PLENTY, false).need().optimizer();
    long two = made(lora("q_proj", "down_proj"), PLENTY, false).need().optimizer();
    long full = made(new JobSpec.Tuning.Full(), PLENTY, false).need().optimizer();

    assertThat(two).isGreaterThan(one);
    assertThat(full).isGreaterThan(two);
  }

  @Test
  void whereNothingFitsTheLeastIsPlanned() {
    RunPlan.Made made = made(lora("q_proj"), 1, false);

    assertThat(made.memory().recomputes()).isTrue();
    assertThat(made.need().bytes()).isGreaterThan(1);
  }

  @Test
  void aRehearsalMeasuresTime() {
    assertThat(made(lora("q_proj"), PLENTY, true).secondsPerToken()).isPositive();
    assertThat(made(new JobSpec.Tuning.Full(), PLENTY, true).secondsPerToken()).isPositive();
  }

  @Test
  void aModuleThatTheModelDoesNotHaveIsNamed() {
    assertThat(PlanMain.plan(request(lora("qkv_proj"), PLENTY, false)))
        .isInstanceOfSatisfying(
            RunPlan.Refused.class,
            refused ->
                assertThat(refused.message()).contains("no linear module 'qkv_proj'", "q_proj"));
  }

  @Test
  void requestsAndPlansAreLines() {
    RunPlanRequest request = request(lora("q_proj"), PLENTY, true);
    assertThat(RunPlanRequest.parse(request.toLine())).isEqualTo(request);
    RunPlan plan = PlanMain.plan(request(lora("q_proj"), PLENTY, false));
    assertThat(RunPlan.parse(plan.toLine())).isEqualTo(plan);
  }

  private RunPlan.Made made(JobSpec.Tuning tuning, long memory, boolean rehearses) {
    return (RunPlan.Made) PlanMain.plan(request(tuning, memory, rehearses));
  }

  private RunPlanRequest request(JobSpec.Tuning tuning, long memory, boolean rehearses) {
    JobSpec spec =
        new JobSpec(
            "ftjob-plan",
            0,
            new JobSpec.Method.Supervised(),
            new JobSpec.BaseModel(model.toString(), null),
            "training.jsonl",
            null,
            tuning,
            new JobSpec.Optimization(3, 3, 0.01, JobSpec.Decay.LINEAR, 2, 0.01, 1),
            128,
            ControlTokens.RECOGNIZED,
            true,
            7,
            60,
            JobSpec.Slot.cpu(2),
            null);
    return new RunPlanRequest(spec, LENGTHS, List.of(60, 60), 0.5, memory, rehearses);
  }

  private static JobSpec.Tuning lora(String... modules) {
    return new JobSpec.Tuning.Lora(2, 4, 0.1, List.of(modules), true);
  }
}
