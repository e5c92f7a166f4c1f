package dev.attune.platform.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WorkThreadsTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final AtomicBoolean ended = new AtomicBoolean();

  @Test
  void whoCloseReturnsToFindsAllWorkEnded() throws InterruptedException {
    try (WorkThreads threads = new WorkThreads(Duration.ofSeconds(20))) {
      threads.begin("work", () -> untilInterrupted(begun));
      begun.await();
      assertThat(threads.areClosing()).isFalse();
    }
    assertThat(ended).isTrue();
  }

  /** The control of the test above: who does not wait may find work under way. */
  @Test
  void workThatDoesNotEndIsLeftAfterItsTime() throws InterruptedException {
    CountDownLatch let = new CountDownLatch(1);
    try (WorkThreads threads = new WorkThreads(Duration.ofMillis(20))) {
      threads.begin(
          "stubborn",
          () -> {
            untilInterrupted(begun);
            awaitWhateverComes(let);
          });
      begun.await();
    }
    assertThat(let.getCount()).isEqualTo(1);
    let.countDown();
  }

  @Test
  void noWorkBeginsAfterTheEnd() {
    WorkThreads threads = new WorkThreads(Duration.ofSeconds(20));
    threads.close();
    threads.begin("late", () -> ended.set(true));
    threads.close();

    assertThat(threads.areClosing()).isTrue();
    assertThat(ended).isFalse();
  }

  private void untilInterrupted(CountDownLatch told) {
    told.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      ended.set(true);
    }
  }

  private static void awaitWhateverComes(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
