package dev.attune.inference;

/**
 * What one sequence may say next, beyond what the model thinks of it. It belongs to one request and
 * is called by the engine's thread alone.
 */
public interface TokenRule {
  /**
   * Changes the logits that the next token is drawn from; −∞ forbids a token.
   *
   * @param logits one for each token, after earlier rules
   * @return false when nothing may follow although more should: the sequence ends where it is
   */
  boolean apply(float[] logits);

  /**
   * Takes note of a token that was drawn and is no end token.
   *
   * @return true when the text is whole: the sequence ends as if with an end token
   */
  boolean accept(int token);
}
