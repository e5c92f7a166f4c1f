package dev.attune.inference;

import dev.attune.model.decoder.ModelShape;
import dev.attune.model.layer.LoraAdapter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a sequence, and the keys and values of those that have gone through the model.
 * Owned by the engine's thread.
 */
final class TokenMemory implements AutoCloseable {
  private static final int FIRST_ROOM = 64;

  private final @Nullable LoraAdapter adapter;
  private final int[] tokens;
  private @Nullable SequenceCache cache;
  private int length;
  private int known;

  /** Begins with a prompt, to which at most {@code more} tokens come. */
  TokenMemory(TokenSequence prompt, int more, @Nullable LoraAdapter adapter) {
    this.adapter = adapter;
    this.tokens = Arrays.copyOf(prompt.ids(), prompt.length() + more);
    this.length = prompt.length();
  }

  /** What changes the base model for these tokens. */
  @Nullable LoraAdapter adapter() {
    return adapter;
  }

  /** Tokens that the sequence may come to have. */
  int capacity() {
    return tokens.length;
  }

  /** Whether there is memory for the keys and values of all tokens so far. */
  boolean hasRoom() {
    return room() >= length;
  }

  /** Tokens that there is room for after {@link #grow}: some more, but never more than may come. */
  int nextRoom() {
    int more = cache == null ? FIRST_ROOM : cache.capacity();
    return Math.min(capacity(), length + more);
  }

  /** Takes memory for keys and values, more than before. */
  void grow(ModelShape shape) {
    SequenceCache larger = new SequenceCache(shape, nextRoom());
    if (cache != null) {
      larger.take(cache, 0, known);
      cache.close();
    }
    cache = larger;
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

  void append(int token) {
    tokens[length++] = token;
  }

  /** With how many equal tokens both begin. */
  int commonStart(TokenMemory other) {
    int mismatch = Arrays.mismatch(tokens, 0, length, other.tokens, 0, other.length);
    return mismatch < 0 ? length : mismatch;
  }

  /** Takes over what another one knows of the first {@code count} tokens, which both share. */
  void learn(TokenMemory other, int count) {
    cache().take(other.cache(), known, count - known);
    known = count;
  }

  @Override
  public void close() {
    known = 0;
    if (cache != null) {
      cache.close();
      cache = null;
    }
  }
}
