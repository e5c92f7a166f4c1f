package dev.attune.platform.retry;

import dev.attune.platform.thread.WorkThreads;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due: in each lane one thing at a time, in all lanes side by side, so that a slow one
 * holds up only itself. It keeps nothing: what is due is read again and again from where it is
 * kept, so a restart loses nothing.
 *
 * @param <T> what is due
 */
public final class DueWork<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final String name;
  private final Supplier<List<T>> due;
  private final Function<T, String> lane;
  private final Work<T> work;
  private final Semaphore slots;

  /** Lanes in which something is being done. Only {@link #look} adds to them. */
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  private final Semaphore news = new Semaphore(0);
  private final WorkThreads threads = new WorkThreads(LONGEST_END);

  /**
   * What is done with each, on a thread of its own. Afterwards it must not be due any more, or not
   * at once.
   */
  @FunctionalInterface
  public interface Work<T> {
    void on(T due) throws InterruptedException;
  }

  /**
   * Work that has not begun.
   *
   * @param atOnce lanes in which something is done at the same time
   * @param due of each lane at most one
   * @param lane the name of that of a thing
   */
  public DueWork(
      String name, int atOnce, Supplier<List<T>> due, Function<T, String> lane, Work<T> work) {
    this.name = name;
    this.due = due;
    this.lane = lane;
    this.work = work;
    this.slots = new Semaphore(atOnce);
  }

  /** Begins, with what an earlier server left. */
  public void start() {
    threads.begin(name, this::repeat);
  }

  /** Looks for work at once instead of a little later. */
  public void wake() {
    news.release();
  }

  /** Stops; what is under way is broken off and done again after the next start. */
  @Override
  public void close() {
    threads.close();
  }

  private void repeat() {
    try {
      while (!threads.areClosing()) {
        lookOrPause();
        boolean _ = news.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookOrPause() throws InterruptedException {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("What is due in {} could not be looked at; it is tried again", name, e);
      Thread.sleep(AFTER_A_FAILURE);
    }
  }

  private void look() {
    // Before the rows: what is under way now may be read as it was before its end.
    Set<String> untouchable = Set.copyOf(busy);
    for (T each : due.get()) {
      String itsLane = lane.apply(each);
      if (!untouchable.contains(itsLane) && slots.tryAcquire()) {
        busy.add(itsLane);
        threads.begin(name + "-" + itsLane, () -> work(each, itsLane));
      }
    }
  }

  private void work(T each, String itsLane) {
    try {
      work.on(each);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} of {} failed; it is still due and tried again", name, itsLane, e);
      pauseAfterFailure(); // or it would be done again and again
    } finally {
      busy.remove(itsLane);
      slots.release();
      wake();
    }
  }

  private static void pauseAfterFailure() {
    try {
      Thread.sleep(AFTER_A_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
