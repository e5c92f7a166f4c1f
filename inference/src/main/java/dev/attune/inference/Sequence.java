package dev.attune.inference;

import dev.attune.model.decoder.ModelShape;
import dev.attune.model.layer.LoraAdapter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A generation inside the engine: what is known of it, what comes next. Owned by the engine's
 * thread.
 */
final class Sequence implements AutoCloseable {
  private static final int FIRST_ROOM = 64;

  private final GenerationRequest request;
  private final Generation generation;
  private final TokenDraw draw;
  private final int[] tokens;
  private @Nullable SequenceCache cache;
  private int length;
  private int known;

  Sequence(GenerationRequest request, Generation generation) {
    this.request = request;
    this.generation = generation;
    this.draw = new TokenDraw(request.sampling());
    this.tokens = Arrays.copyOf(request.prompt().ids(), capacity());
    this.length = request.prompt().length();
  }

  @Nullable LoraAdapter adapter() {
    return request.adapter();
  }

  Generation generation() {
    return generation;
  }

  /** Tokens that this sequence may come to have. */
  int capacity() {
    return request.prompt().length() + request.maxTokens();
  }

  /** Whether there is memory for the keys and values of all tokens so far. */
  boolean hasRoom() {
    return cache != null && cache.capacity() >= length;
  }

  /** Tokens that there is room for after {@link #grow}: some more, but never more than may come. */
  int nextRoom() {
    int more = cache == null ? FIRST_ROOM : cache.capacity();
    return Math.min(capacity(), length + more);
  }

  /** Takes memory for keys and values, more than before. */
  void grow(ModelShape shape) {
    if (cache == null) {
      cache = new SequenceCache(shape, nextRoom());
    } else {
      SequenceCache smaller = cache;
      cache = new SequenceCache(shape, nextRoom(), smaller);
      smaller.close();
    }
  }

  /** Tokens that memory is held for. */
  int room() {
    return cache == null ? 0 : cache.capacity();
  }

  SequenceCache cache() {
    if (cache == null) {
      throw new IllegalStateException("The sequence is not admitted");
    }
    return cache;
  }

  /** Tokens whose keys and values are remembered. */
  int known() {
    return known;
  }

  /** Tokens of the prompt, and those sampled since. */
  int length() {
    return length;
  }

  /** How many tokens the model has not seen yet. */
  int pending() {
    return length - known;
  }

  /** The next tokens for the model, at most {@code limit}. */
  TokenSequence nextTokens(int limit) {
    int end = known + Math.min(limit, pending());
    return TokenSequence.of(Arrays.copyOfRange(tokens, known, end));
  }

  /** The model has seen {@code count} more tokens. */
  void advance(int count) {
    known += count;
  }

  /** What is remembered of the tokens is of no more use: the model must see all of them again. */
  void forget() {
    known = 0;
  }

  /**
   * Takes the logits behind the last token and emits what follows.
   *
   * @return true when the sequence is finished
   */
  boolean accept(float[] logits) {
    GenerationEvent.Token token = draw.next(logits, request.topLogprobs());
    if (request.endTokens().contains(token.chosen().id())) {
      return finish(GenerationEvent.Reason.END_TOKEN);
    }
    tokens[length++] = token.chosen().id();
    generation.emit(token);
    return length == capacity() && finish(GenerationEvent.Reason.LENGTH);
  }

  boolean finish(GenerationEvent.Reason reason) {
    generation.emit(new GenerationEvent.Finished(reason));
    return true;
  }

  @Override
  public void close() {
    if (cache != null) {
      cache.close();
      cache = null;
    }
  }
}
