package dev.attune.data.tokenizer;

import java.util.Arrays;

/**
 * The text of a growing row of tokens, handed out in pieces that never change again: a piece ends
 * at the end of a character, and bytes that a later token could make part of a character wait for
 * it. All pieces together are {@link Tokenizer#decode} of all tokens. Belongs to one thread.
 */
public final class TextStream {
  private static final char INCOMPLETE = '\ufffd';

  private final Tokenizer tokenizer;
  private final boolean skipSpecialTokens;
  // The tokens that are needed to know the text of the next one, and how much of theirs is given.
  private int[] window = new int[0];
  private int given;

  TextStream(Tokenizer tokenizer, boolean skipSpecialTokens) {
    this.tokenizer = tokenizer;
    this.skipSpecialTokens = skipSpecialTokens;
  }

  /** The text that becomes certain with the token {@code id}; empty when none does. */
  public String next(int id) {
    if (skipSpecialTokens && tokenizer.isSpecial(id)) {
      return "";
    }
    window = Arrays.copyOf(window, window.length + 1);
    window[window.length - 1] = id;
    // A row of byte tokens is one text or none, which shows at its end.
    if (tokenizer.isByte(id)) {
      return "";
    }
    String text = tokenizer.decode(window, false);
    boolean isWhole = text.isEmpty() || text.charAt(text.length() - 1) != INCOMPLETE;
    String piece = give(isWhole ? text : text.substring(0, text.length() - 1));
    if (isWhole) {
      keepLastToken();
    }
    return piece;
  }

  /** The text that waited for tokens that do not come any more. */
  public String finish() {
    String piece = give(tokenizer.decode(window, false));
    keepLastToken();
    return piece;
  }

  private String give(String text) {
    if (text.length() <= given) {
      return "";
    }
    String piece = text.substring(given);
    given = text.length();
    return piece;
  }

  /**
   * Blanks at the start of a row are dropped in some vocabularies, so one token stays as the start
   * of the next window and its own text is taken away again.
   */
  private void keepLastToken() {
    if (window.length > 1) {
      window = new int[] {window[window.length - 1]};
    }
    given = tokenizer.decode(window, false).length();
  }
}
