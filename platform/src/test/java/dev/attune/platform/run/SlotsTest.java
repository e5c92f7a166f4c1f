package dev.attune.platform.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobPlan;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.jobs.TrainingDevice;
import dev.attune.protocol.JobSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs share the machine's cores and memory. */
@SuppressWarnings("NullAway.Init")
final class SlotsTest {
  @TempDir private Path folder;

  @Test
  void jobsThatFitBesideEachOtherRunAtOnce() throws IOException {
    try (TestPlatform platform = TestPlatform.open(folder, 2)) {
      platform.wish("hold=yes\n");
      platform.need(TestPlatform.MEMORY / 2);
      Job first = platform.create("base");
      Job second = platform.create("base");
      platform.awaitStep(first, 1);
      platform.awaitStep(second, 1);
      platform.letGoOn();
      platform.await(first, JobState.Succeeded.class);
      platform.await(second, JobState.Succeeded.class);
    }
  }

  @Test
  void aJobWaitsUntilThereIsMemoryForItAndNoneOvertakesIt() throws IOException {
    try (TestPlatform platform = TestPlatform.open(folder, 3)) {
      platform.wish("hold=yes\n");
      platform.need(TestPlatform.MEMORY / 2 + 1);
      Job first = platform.create("base");
      platform.awaitStep(first, 1);
      Job second = platform.create("base");
      platform.awaitTrue(() -> platform.find(second).plan() != null);
      platform.need(1);
      Job small = platform.create("base");
      platform.awaitTrue(() -> platform.find(small).state() instanceof JobState.Queued);
      platform.letGoOn();

      platform.await(first, JobState.Succeeded.class);
      platform.await(small, JobState.Succeeded.class);
      platform.await(second, JobState.Succeeded.class);
      assertThat(begin(platform, second)).isGreaterThanOrEqualTo(end(platform, first));
      assertThat(begin(platform, small)).isGreaterThanOrEqualTo(end(platform, first));
    }
  }

  @Test
  void aJobThatCannotFitFailsBeforeItsTurnAndSaysWhatItNeeds() throws IOException {
    try (TestPlatform platform = TestPlatform.open(folder)) {
      platform.need(3L << 30);
      Job job = platform.await(platform.create("base"), JobState.Failed.class);
      assertThat(job.state())
          .isInstanceOfSatisfying(
              JobState.Failed.class,
              failed -> {
                assertThat(failed.error().code()).isEqualTo("insufficient_memory");
                assertThat(failed.error().message())
                    .contains("needs 3.0 GiB", "--job-memory-bytes");
              });
    }
  }

  @Test
  void aModelThatCannotFitIsRefusedWhenTheJobIsCreated() throws IOException {
    try (TestPlatform platform = TestPlatform.open(folder)) {
      platform.addModel("large", TestPlatform.MEMORY);
      assertThatThrownBy(() -> platform.create("large"))
          .isInstanceOfSatisfying(
              PlatformException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INSUFFICIENT_MEMORY));
    }
  }

  @Test
  void thePlanIsKeptWithTheJobAndToldItsTrainer() throws IOException {
    try (TestPlatform platform = TestPlatform.open(folder)) {
      Job job = platform.await(platform.create("base"), JobState.Succeeded.class);
      assertThat(job.plan()).isEqualTo(new JobPlan(1, 1024, false, 2, 3));
      assertThat(Objects.requireNonNull(platform.run(job).spec().memory()).kept()).isEqualTo(2);
    }
  }

  @Test
  void eachDeviceHasItsOwnRoom() throws IOException {
    try (TestPlatform platform = TestPlatform.openIdle(folder)) {
      Slots slots =
          new Slots(
              List.of(
                  new TrainingDevice("cuda:0", "GPU", JobSpec.Compute.BF16, 1, 1, 5000),
                  TrainingDevice.cpu(2, 4, 1000)));
      Job onGpu = on(platform.create("base"), "cuda:0", 4000);
      Job onCpu = on(platform.create("base"), "cpu", 600);
      Job before = on(platform.create("base"), null, 500); // from when there was no choice

      assertThat(slots.admits(List.of(onCpu), onGpu)).isTrue();
      assertThat(slots.admits(List.of(onGpu), onGpu)).isFalse();
      assertThat(slots.admits(List.of(onGpu, onCpu), before)).isFalse();
      assertThat(slots.memory(onGpu)).isEqualTo(5000);
      assertThat(slots.slot(onGpu)).isEqualTo(new JobSpec.Slot("cuda:0", JobSpec.Compute.BF16, 1));
      assertThat(slots.slot(before)).isEqualTo(JobSpec.Slot.cpu(4));
    }
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedByName() throws IOException {
    try (TestPlatform platform = TestPlatform.openIdle(folder)) {
      assertThatThrownBy(() -> platform.createOn("cuda:0"))
          .isInstanceOfSatisfying(
              PlatformException.class,
              refused -> {
                assertThat(refused.param()).isEqualTo("attune.device");
                assertThat(refused).hasMessageContaining("trains on 'cpu'");
              });
    }
  }

  private static Job on(Job job, @Nullable String device, long bytes) {
    return job.with(job.hyperparameters(), TestPlatform.options(device), new DataCounts(1, 1, 0))
        .with(new JobPlan(bytes, 1024, false, 1, 1));
  }

  private static long begin(TestPlatform platform, Job job) {
    return platform.time(job, "Fine-tuning job started");
  }

  private static long end(TestPlatform platform, Job job) {
    return platform.time(job, "The job has successfully completed");
  }
}
