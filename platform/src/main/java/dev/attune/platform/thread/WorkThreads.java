package dev.attune.platform.thread;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Virtual threads that work for one owner and end with it. */
public final class WorkThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkThreads.class);

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Duration longestEnd;
  private volatile boolean closing;

  /**
   * No threads yet.
   *
   * @param longestEnd that each is waited for once it was told to end
   */
  public WorkThreads(Duration longestEnd) {
    this.longestEnd = longestEnd;
  }

  /** Lets a thread do some work; none begins once they were told to end. */
  public void begin(String name, Runnable work) {
    Thread.ofVirtual().name(name).start(() -> run(work));
  }

  private void run(Runnable work) {
    threads.add(Thread.currentThread()); // from here on either close() sees it, or it sees close()
    try {
      if (!closing) {
        work.run();
      }
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  /** Whether they were told to end. */
  public boolean areClosing() {
    return closing;
  }

  /** Interrupts all of them and waits for their ends. */
  @Override
  public void close() {
    closing = true;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        if (!thread.join(longestEnd)) {
          LOG.warn("{} has not ended after {} s", thread.getName(), longestEnd.toSeconds());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
