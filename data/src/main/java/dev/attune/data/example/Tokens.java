package dev.attune.data.example;

import dev.attune.data.ModelText;
import dev.attune.data.template.Span;
import dev.attune.data.tokenizer.EncodedText;
import dev.attune.data.tokenizer.Tokenizer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Finds tokens of a text by their places. */
final class Tokens {
  private final EncodedText text;
  private final Tokenizer tokenizer;
  private final Set<Integer> endTokens;

  Tokens(ModelText model, String text) {
    this.text = model.encodeRendered(text);
    this.tokenizer = model.tokenizer();
    this.endTokens = model.endTokens();
  }

  int[] ids() {
    return text.ids();
  }

  /** Where the first end token behind {@code from} ends, a blank before it included. */
  OptionalInt firstEnd(int from, int to) {
    for (int i = 0; i < text.size(); i++) {
      if (text.end(i) > from && text.end(i) <= to && isEnd(i)) {
        return OptionalInt.of(text.end(i));
      }
    }
    return OptionalInt.empty();
  }

  /** Where the last end token of a part of the text ends. */
  OptionalInt lastEnd(int from, int to) {
    for (int i = text.size() - 1; i >= 0; i--) {
      if (text.start(i) >= from && text.end(i) <= to && isEnd(i)) {
        return OptionalInt.of(text.end(i));
      }
    }
    return OptionalInt.empty();
  }

  /** Where an end token ends that begins at a place. */
  OptionalInt endAt(int place) {
    for (int i = 0; i < text.size(); i++) {
      if (text.start(i) == place && isEnd(i)) {
        return OptionalInt.of(text.end(i));
      }
    }
    return OptionalInt.empty();
  }

  /** True when an end token is the last of the span. */
  boolean endsWithEnd(Span span) {
    return lastEnd(span.start(), span.end()).orElse(-1) == span.end();
  }

  /** True when a token begins before the place and ends behind it. */
  boolean joins(int place) {
    for (int i = 0; i < text.size(); i++) {
      if (begin(i) < place && text.end(i) > place) {
        return !tokenizer.isSpecial(text.id(i));
      }
    }
    return false;
  }

  /**
   * Which tokens carry loss: those that reach into a span. A control token that begins before the
   * span, and took a blank of it along, does not.
   */
  boolean[] within(List<Span> spans) {
    boolean[] within = new boolean[text.size()];
    for (Span span : spans) {
      for (int i = 0; i < within.length; i++) {
        within[i] |= reaches(i, span);
      }
    }
    return within;
  }

  private boolean reaches(int token, Span span) {
    int begin = begin(token);
    int end = text.end(token);
    boolean overlaps = end > span.start() && (end <= span.end() || begin < span.end());
    return overlaps && (begin >= span.start() || !tokenizer.isSpecial(text.id(token)));
  }

  /** Where the token before it ends: the places of tokens leave blanks out. */
  private int begin(int token) {
    return token == 0 ? 0 : text.end(token - 1);
  }

  private boolean isEnd(int token) {
    return endTokens.contains(text.id(token));
  }
}
