package dev.attune.data.tokenizer;

/**
 * A text as tokens, each with its place in the text. Several tokens of one character share its
 * place; a token of blanks that the tokenizer put in has the place of what follows.
 */
public final class EncodedText {
  private final int[] ids;
  private final int[] starts;
  private final int[] ends;

  EncodedText(int[] ids, int[] starts, int[] ends) {
    this.ids = ids;
    this.starts = starts;
    this.ends = ends;
  }

  public int size() {
    return ids.length;
  }

  public int[] ids() {
    return ids.clone();
  }

  public int id(int token) {
    return ids[token];
  }

  /** Where the token begins, in UTF-16 units of the text. */
  public int start(int token) {
    return starts[token];
  }

  /** Behind the end of the token, in UTF-16 units of the text. */
  public int end(int token) {
    return ends[token];
  }
}
