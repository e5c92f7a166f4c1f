package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

final class CrewTest {
  @Test
  void everyItemIsDoneOnceWheneverHelpersCome() throws InterruptedException {
    try (Crew _ = Crew.enter(3)) {
      for (int round = 0; round < 2_000; round++) {
        AtomicIntegerArray done = new AtomicIntegerArray(round % 50);
        Crew.share(
            done.length(),
            3,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                done.incrementAndGet(i);
              }
            });
        for (int i = 0; i < done.length(); i++) {
          assertThat(done.get(i)).isEqualTo(1);
        }
        if (round % 500 == 0) {
          Thread.sleep(5); // helpers fall asleep and must be woken
        }
      }
    }
  }

  @Test
  void helpersTakePieces() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch two = new CountDownLatch(2);
    try (Crew _ = Crew.enter(2)) {
      Crew.share(
          2,
          1,
          (from, to) -> {
            threads.add(Thread.currentThread());
            two.countDown();
            await(two);
          });
    }
    assertThat(threads).hasSize(2).contains(Thread.currentThread());
  }

  @Test
  void aFailureOfAPieceIsThatOfTheWhole() {
    try (Crew _ = Crew.enter(2)) {
      assertThatThrownBy(() ->
              Crew.share(
                  10,
                  1,
                  (from, to) -> {
                    throw new IllegalArgumentException("no");
                  }))
          .hasRootCauseMessage("no");
    }
  }

  @Test
  void withoutACrewTheThreadDoesAllByItself() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Crew.share(100, 1, (from, to) -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
