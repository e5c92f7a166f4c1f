package dev.attune.inference;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A running generation: its events are taken one by one, on any thread. */
public final class Generation {
  private final BlockingQueue<GenerationEvent> events = new LinkedBlockingQueue<>();
  private volatile boolean cancelled;
  private volatile int reusedTokens;

  Generation() {}

  /**
   * Waits for the next event.
   *
   * @throws GenerationTimeoutException when none comes in time
   */
  public GenerationEvent next(Duration patience) {
    try {
      GenerationEvent event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        throw new GenerationTimeoutException(patience);
      }
      return event;
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      return new GenerationEvent.Finished(GenerationEvent.Reason.CANCELLED);
    }
  }

  /** Ends the generation before its next token. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Tokens of the prompt that did not go through the model, because it knew them from another
   * sequence; final once the first token is there.
   */
  public int reusedTokens() {
    return reusedTokens;
  }

  /** Called by the engine's thread alone. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void reused(int tokens) {
    reusedTokens += tokens;
  }

  boolean isCancelled() {
    return cancelled;
  }

  void emit(GenerationEvent event) {
    events.add(event);
  }

  /** The engine gave no sign of life. */
  public static final class GenerationTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GenerationTimeoutException(Duration patience) {
      super(
          "No token came within %d s. The machine may be overloaded."
              .formatted(patience.toSeconds()));
    }
  }
}
