package dev.attune.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that work on one operator together: the one that calls it and its helpers. An
 * operator of a small model takes less time than it takes to wake a thread, so helpers that have
 * just had work watch for more before they sleep. Whoever is free takes the next piece, so a helper
 * that does not get a core holds nobody up.
 */
public final class Crew implements AutoCloseable {
  private static final ThreadLocal<@Nullable Crew> OF_THIS_THREAD = new ThreadLocal<>();
  private static final long WATCHED_NANOS = 200_000;
  private static final int LOOKS_PER_CLOCK = 64;
  private static final int LOOKS_BEFORE_YIELDING = 2_000;

  private final List<Thread> helpers = new ArrayList<>();
  private volatile Job job = Job.NONE;
  private volatile boolean closed;

  /**
   * What is done to the items from {@code from} up to but not including {@code to}; it calls no
   * operator of libtorch.
   */
  @FunctionalInterface
  interface Piece {
    void run(int from, int to);
  }

  private Crew(int threads) {
    for (int i = 1; i < threads; i++) {
      Thread helper = new Thread(this::help, "crew-" + i);
      helper.setDaemon(true);
      helpers.add(helper);
      helper.start();
    }
  }

  /** Gives the calling thread {@code threads - 1} helpers until the crew is closed. */
  public static Crew enter(int threads) {
    Crew crew = new Crew(threads);
    OF_THIS_THREAD.set(crew);
    return crew;
  }

  /** Does all of {@code count} items in pieces of {@code size}, with the helpers of this thread. */
  static void share(int count, int size, Piece piece) {
    Crew crew = OF_THIS_THREAD.get();
    if (crew == null || crew.helpers.isEmpty() || count <= size) {
      piece.run(0, count);
    } else {
      crew.share(new Job(count, size, piece));
    }
  }

  /** To be called by the thread that entered. */
  @Override
  public void close() {
    closed = true;
    OF_THIS_THREAD.remove();
    helpers.forEach(LockSupport::unpark);
  }

  private void share(Job shared) {
    job = shared;
    helpers.forEach(LockSupport::unpark); // costs nothing while they are awake
    shared.work();
    shared.awaitEnd();
  }

  private void help() {
    Job last = Job.NONE;
    while (!closed) {
      Job next = watch(last);
      if (next == last) {
        LockSupport.park(this);
      } else {
        next.work();
        last = next;
      }
    }
  }

  /** Waits a moment for another job than {@code last}. */
  private Job watch(Job last) {
    long end = System.nanoTime() + WATCHED_NANOS;
    while (job == last && System.nanoTime() < end) {
      for (int i = 0; i < LOOKS_PER_CLOCK && job == last; i++) {
        Thread.onSpinWait();
      }
    }
    return job;
  }

  /** One operator's items. */
  private static final class Job {
    static final Job NONE = new Job(0, 1, (from, to) -> {});

    private final int count;
    private final int size;
    private final Piece piece;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Job(int count, int size, Piece piece) {
      this.count = count;
      this.size = size;
      this.piece = piece;
    }

    void work() {
      int from = taken.getAndAdd(size);
      while (from < count) {
        int to = Math.min(count, from + size);
        try {
          piece.run(from, to);
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        done.addAndGet(to - from);
        from = taken.getAndAdd(size);
      }
    }

    /** Lets others have the core when it takes long: one of them may be the helper. */
    @SuppressWarnings("ThreadPriorityCheck") // to yield makes it faster, not right
    void awaitEnd() {
      for (int looks = 0; done.get() < count; looks++) {
        if (looks < LOOKS_BEFORE_YIELDING) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
      Throwable thrown = failure;
      if (thrown != null) {
        throw new IllegalStateException("A part of an operator failed", thrown);
      }
    }
  }
}
