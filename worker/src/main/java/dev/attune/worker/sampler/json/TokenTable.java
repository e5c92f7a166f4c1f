package dev.attune.worker.sampler.json;

import dev.attune.data.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of all tokens in alphabetical order, where tokens that begin alike stand together: what
 * holds for the beginning is found out once. It can be shared by threads.
 */
public final class TokenTable {
  private final byte[][] bytes; // by token id; empty for control tokens and ids without a token
  private final int[] order;
  private final int[] shared; // bytes that a token in this order has in common with the one before
  private final int longest;

  private TokenTable(byte[][] bytes, int[] order) {
    this.bytes = bytes;
    this.order = order;
    this.shared = new int[order.length];
    for (int i = 1; i < order.length; i++) {
      shared[i] = commonStart(bytes[order[i - 1]], bytes[order[i]]);
    }
    this.longest = Arrays.stream(bytes).mapToInt(each -> each.length).max().orElse(0);
  }

  /** The tokens of a model whose logits are {@code vocabulary} numbers. */
  public static TokenTable of(Tokenizer tokenizer, int vocabulary) {
    List<byte[]> bytes =
        IntStream.range(0, vocabulary)
            .mapToObj(id -> tokenizer.isSpecial(id) ? new byte[0] : tokenizer.tokenBytes(id))
            .toList();
    return of(bytes);
  }

  /** {@code bytes} of each token, by id. */
  static TokenTable of(List<byte[]> bytes) {
    int[] order =
        IntStream.range(0, bytes.size())
            .filter(id -> bytes.get(id).length > 0)
            .boxed()
            .sorted((a, b) -> Arrays.compareUnsigned(bytes.get(a), bytes.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    return new TokenTable(bytes.toArray(byte[][]::new), order);
  }

  /** The state behind a token, or null when it does not go on with the text. */
  @Nullable JsonState next(JsonState state, int token) {
    JsonState next = state;
    for (int i = 0; i < bytes[token].length && next != null; i++) {
      next = next.next(bytes[token][i] & 0xFF);
    }
    return next;
  }

  /**
   * Sets the logits of all tokens to −∞ that do not go on with the text.
   *
   * @return whether there is one that does
   */
  boolean mask(JsonState state, float[] logits) {
    float[] allowed = new float[logits.length];
    Arrays.fill(allowed, Float.NEGATIVE_INFINITY);
    boolean any = false;
    @Nullable JsonState[] at = new @Nullable JsonState[longest + 1]; // behind so many bytes
    at[0] = state;
    int fails = Integer.MAX_VALUE; // bytes that the token before went well for, if it went wrong
    for (int i = 0; i < order.length; i++) {
      if (shared[i] > fails) {
        continue;
      }
      int token = order[i];
      fails = walk(bytes[token], shared[i], at);
      if (fails == Integer.MAX_VALUE) {
        allowed[token] = logits[token];
        any = true;
      }
    }
    System.arraycopy(allowed, 0, logits, 0, logits.length);
    return any;
  }

  /**
   * Fills in the states behind a token's bytes.
   *
   * @param known how many are filled in
   * @return the bytes that go well, or the largest number when all do
   */
  private static int walk(byte[] token, int known, @Nullable JsonState[] at) {
    JsonState state = at[known];
    for (int i = known; i < token.length; i++) {
      state = state == null ? null : state.next(token[i] & 0xFF);
      at[i + 1] = state;
      if (state == null) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static int commonStart(byte[] a, byte[] b) {
    int mismatch = Arrays.mismatch(a, b);
    return mismatch < 0 ? a.length : mismatch;
  }
}
