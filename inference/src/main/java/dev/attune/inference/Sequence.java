package dev.attune.inference;

import dev.attune.model.ModelShape;
import dev.attune.model.layer.LoraAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A generation inside the engine: what is known of it, what comes next. Owned by the engine's
 * thread.
 */
final class Sequence implements AutoCloseable {
  private final GenerationRequest request;
  private final Generation generation;
  private final TokenDraw draw;
  private @Nullable SequenceCache cache;
  private int known;
  private int generated;
  private int lastToken;

  Sequence(GenerationRequest request, Generation generation) {
    this.request = request;
    this.generation = generation;
    this.draw = new TokenDraw(request.sampling());
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

  /** Takes memory for keys and values. */
  void admit(ModelShape shape) {
    cache = new SequenceCache(shape, capacity());
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

  boolean isPrompting() {
    return known < request.prompt().length();
  }

  /** The next tokens for the model: up to {@code limit} of the prompt, or the one sampled last. */
  TokenSequence nextTokens(int limit) {
    if (!isPrompting()) {
      return TokenSequence.of(lastToken);
    }
    return request.prompt().slice(known, Math.min(limit, request.prompt().length() - known));
  }

  /** The model has seen {@code count} more tokens. */
  void advance(int count) {
    known += count;
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
    lastToken = token.chosen().id();
    generated++;
    generation.emit(token);
    return generated == request.maxTokens() && finish(GenerationEvent.Reason.LENGTH);
  }

  boolean finish(GenerationEvent.Reason reason) {
    generation.emit(new GenerationEvent.Finished(reason));
    return true;
  }

  @Override
  public void close() {
    if (cache != null) {
      cache.close();
    }
  }
}
