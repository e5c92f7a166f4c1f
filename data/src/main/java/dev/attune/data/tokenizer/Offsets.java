package dev.attune.data.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import org.jspecify.annotations.Nullable;

/** From the code points that the native library counts to Java's UTF-16 units. */
final class Offsets {
  private final String text;
  private final int codePoints;
  private int codePoint;
  private int unit;

  private Offsets(String text) {
    this.text = text;
    this.codePoints = text.codePointCount(0, text.length());
  }

  static EncodedText of(int[] ids, @Nullable CharSpan[] spans, String text) {
    int[] starts = new int[ids.length];
    int[] ends = new int[ids.length];
    Offsets offsets = new Offsets(text);
    for (int i = 0; i < ids.length; i++) {
      CharSpan span = spans[i];
      starts[i] = offsets.unit(span == null ? 0 : span.getStart());
      ends[i] = offsets.unit(span == null ? 0 : span.getEnd());
    }
    return new EncodedText(ids, starts, ends);
  }

  /** Walks from the place asked for last, since the places of tokens rise. */
  private int unit(int asked) {
    // A normalizer can make the library lose count.
    int wanted = Math.clamp(asked, 0, codePoints);
    unit = text.offsetByCodePoints(unit, wanted - codePoint);
    codePoint = wanted;
    return unit;
  }
}
