package dev.attune.platform.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobPlan;
import dev.attune.platform.jobs.JobState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
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

  private static long begin(TestPlatform platform, Job job) {
    return platform.time(job, "Fine-tuning job started");
  }

  private static long end(TestPlatform platform, Job job) {
    return platform.time(job, "The job has successfully completed");
  }
}
