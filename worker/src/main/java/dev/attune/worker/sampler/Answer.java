package dev.attune.worker.sampler;

import dev.attune.inference.Generation;
import dev.attune.inference.GenerationEvent;
import dev.attune.inference.GenerationEvent.Failed;
import dev.attune.inference.GenerationEvent.Finished;
import dev.attune.inference.GenerationEvent.Reason;
import dev.attune.inference.GenerationEvent.Token;
import dev.attune.wire.chat.FinishReason;
import dev.attune.wire.chat.Logprobs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer as it grows: tokens become text, and a stop text ends it. Belongs to one thread. */
final class Answer {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Generation generation;
  private final AnswerText text;
  private final @Nullable TokenNames names;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private long received;
  private long handedOut;
  private int tokens;
  private boolean finished;
  private boolean ended;

  /** A token whose text begins at {@code start}, counted over the whole answer. */
  private record Pending(long start, Logprobs.Chosen chosen) {}

  /** {@code names} writes log-probabilities; null when nobody asked for them. */
  Answer(Generation generation, AnswerText text, @Nullable TokenNames names) {
    this.generation = generation;
    this.text = text;
    this.names = names;
  }

  /** Tokens generated so far. */
  int tokens() {
    return tokens;
  }

  /** Tokens of the prompt that did not have to be computed; known once there is a token. */
  int cachedTokens() {
    return generation.reusedTokens();
  }

  boolean isFinished() {
    return finished;
  }

  /** Ends the generation; nobody waits for it any more. */
  void cancel() {
    generation.cancel();
  }

  /** Waits until the engine has let go of the generation. */
  void awaitEnd() {
    while (!ended) {
      event();
    }
  }

  /** Waits for the next token and says what it adds. */
  AnswerPiece next() {
    return switch (event()) {
      case Token token -> accept(token);
      case Finished(Reason reason) -> finish(reason);
      case Failed(RuntimeException cause) -> throw cause;
    };
  }

  private GenerationEvent event() {
    GenerationEvent event = generation.next(PATIENCE);
    ended = !(event instanceof Token);
    return event;
  }

  private AnswerPiece accept(Token token) {
    tokens++;
    boolean opening = text.isOpening();
    String piece = text.next(token.chosen().id());
    boolean endsOpening = opening && text.tookOpening();
    if (endsOpening) {
      pending.clear();
    }
    if (names != null && !(endsOpening && piece.isEmpty())) {
      pending.add(new Pending(received, names.chosen(token)));
    }
    received += piece.length();
    String safe = text.pass(piece);
    if (text.stopped()) {
      generation.cancel();
      finished = true;
      return piece(safe, FinishReason.STOP);
    }
    return piece(safe, null);
  }

  private AnswerPiece finish(Reason reason) {
    finished = true;
    String safe = text.pass(text.finish()) + text.rest();
    return switch (reason) {
      case END_TOKEN -> piece(safe, FinishReason.STOP);
      case LENGTH, CANCELLED ->
          piece(safe, text.stopped() ? FinishReason.STOP : FinishReason.LENGTH);
    };
  }

  private AnswerPiece piece(String safe, @Nullable FinishReason reason) {
    handedOut += safe.length();
    List<Logprobs.Chosen> told = new ArrayList<>();
    boolean all = reason != null && !text.stopped();
    while (!pending.isEmpty() && (all || pending.element().start() < handedOut)) {
      told.add(pending.remove().chosen());
    }
    return new AnswerPiece(safe, told, reason);
  }
}
