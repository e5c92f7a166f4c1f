package dev.attune.inference;

import dev.attune.model.decoder.CausalLm;
import dev.attune.torch.Crew;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Torch;
import dev.attune.torch.Workspace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Generates for many requests at once on one model. One thread owns all sequences: between two
 * steps it lets new ones in and finished ones out, and each step takes every sequence one token
 * further; long prompts go in beside, a piece a step. Tokens with which another sequence began as
 * well, under the same adapter, go through the model only once while their keys and values are
 * still there.
 */
public final class Engine implements AutoCloseable {
  private final CausalLm model;
  private final Limits limits;
  private final KeptMemories kept;
  private final CacheBudget budget;
  private final BlockingQueue<Sequence> submitted = new LinkedBlockingQueue<>();
  private final Deque<Sequence> waiting = new ArrayDeque<>();
  private final List<Sequence> active = new ArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;

  /**
   * How much is done at once.
   *
   * @param maxSequences decoded together; further ones wait
   * @param maxCacheBytes of keys and values together; one sequence is always let in
   * @param promptTokens of all prompts together in one step
   * @param threads that multiply matrices
   */
  public record Limits(int maxSequences, long maxCacheBytes, int promptTokens, int threads) {}

  public Engine(CausalLm model, Limits limits) {
    this.model = model;
    this.limits = limits;
    this.kept = new KeptMemories(new CommonStart(model.rotationChangesAfter()));
    this.budget = new CacheBudget(model.shape(), kept, limits.maxCacheBytes());
    this.thread = new Thread(this::run, "engine");
    thread.start();
  }

  /**
   * Starts a generation.
   *
   * @throws IllegalArgumentException when the prompt is empty or does not fit the model's context
   *     with one more token
   */
  public Generation submit(GenerationRequest request) {
    int context = model.shape().maxPositionEmbeddings();
    int length = request.prompt().length();
    if (length == 0 || length + request.maxTokens() > context || request.maxTokens() < 1) {
      throw new IllegalArgumentException(
          "A prompt of %d tokens and %d more do not fit a context of %d"
              .formatted(length, request.maxTokens(), context));
    }
    Sequence sequence = new Sequence(request, new Generation());
    if (closing) {
      sequence.finish(GenerationEvent.Reason.CANCELLED);
    } else {
      submitted.add(sequence);
    }
    return sequence.generation();
  }

  /** Cancels what is running and ends the thread. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Torch.enterThread();
    try (Workspace workspace = new Workspace();
        Crew _ = Crew.enter(limits.threads())) {
      DecodeStep step = new DecodeStep(model, workspace, limits.promptTokens());
      while (!closing) {
        letIn();
        if (!active.isEmpty()) {
          advance(step);
        }
      }
    } catch (InterruptedException closed) {
      // The engine is closing.
    } finally {
      submitted.drainTo(waiting);
      waiting.forEach(sequence -> sequence.finish(GenerationEvent.Reason.CANCELLED));
      active.forEach(sequence -> sequence.finish(GenerationEvent.Reason.CANCELLED));
      active.forEach(sequence -> budget.drop(sequence.memory()));
      kept.close();
      stopped.countDown();
    }
  }

  /** Waits for work when there is none; then admits in order what fits. */
  private void letIn() throws InterruptedException {
    if (active.isEmpty() && waiting.isEmpty()) {
      waiting.add(submitted.take());
    }
    submitted.drainTo(waiting);
    while (!waiting.isEmpty()
        && active.size() < limits.maxSequences()
        && budget.allows(waiting.getFirst().memory())) {
      admit(waiting.removeFirst());
    }
  }

  private void admit(Sequence sequence) {
    active.add(sequence);
    try {
      budget.grow(sequence.memory());
    } catch (RuntimeException e) {
      sequence.generation().emit(new GenerationEvent.Failed(e));
      drop(sequence);
    }
  }

  /**
   * Room for the next token of each sequence; where memory ends, the youngest begin again later.
   */
  private void makeRoom() {
    for (Sequence sequence : List.copyOf(active)) {
      while (!sequence.memory().hasRoom() && active.contains(sequence)) {
        if (budget.allows(sequence.memory())) {
          budget.grow(sequence.memory());
        } else {
          putBack(active.getLast());
        }
      }
    }
  }

  private void putBack(Sequence youngest) {
    drop(youngest);
    waiting.addFirst(youngest);
  }

  private void advance(DecodeStep step) {
    dropCancelled();
    try (TensorScope _ = new TensorScope()) {
      makeRoom();
      shareWhatIsKnown();
      step.run(active).forEach(this::leave);
    } catch (RuntimeException e) {
      active.forEach(sequence -> sequence.generation().emit(new GenerationEvent.Failed(e)));
      List.copyOf(active).forEach(this::drop);
      kept.close(); // it may have been memory that was missing
    }
  }

  private void shareWhatIsKnown() {
    active.stream()
        .filter(sequence -> sequence.memory().pending() > 1)
        .forEach(sequence -> kept.teach(sequence, active));
  }

  private void dropCancelled() {
    for (Sequence sequence : List.copyOf(active)) {
      if (sequence.generation().isCancelled()) {
        sequence.finish(GenerationEvent.Reason.CANCELLED);
        leave(sequence);
      }
    }
  }

  private void leave(Sequence sequence) {
    active.remove(sequence);
    budget.release(sequence.memory());
  }

  /** The same without keeping anything. */
  private void drop(Sequence sequence) {
    active.remove(sequence);
    budget.drop(sequence.memory());
  }
}
