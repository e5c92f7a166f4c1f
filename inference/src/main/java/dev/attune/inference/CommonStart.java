package dev.attune.inference;

/**
 * What one sequence can take over from another: the same tokens from the first on have the same
 * keys and values, whatever follows them, where the same adapter changes them and the same rotation
 * turns them.
 *
 * @param rotationChangesAfter the length up to which all sequences are rotated alike
 */
record CommonStart(int rotationChangesAfter) {

  /**
   * Tokens that {@code borrower} need not send through the model when {@code lender} has, known
   * ones and those that it has yet to send. The last one goes through always, since its logits say
   * what follows.
   */
  int tokens(TokenMemory lender, TokenMemory borrower) {
    return lender.adapter() == borrower.adapter() && lends(lender) && lends(borrower)
        ? Math.min(lender.commonStart(borrower), borrower.length() - 1)
        : 0;
  }

  /** Those of them that are known now. */
  int known(TokenMemory lender, TokenMemory borrower) {
    return Math.min(lender.known(), tokens(lender, borrower));
  }

  /** Whether other sequences can be rotated as this one. */
  boolean lends(TokenMemory memory) {
    return memory.length() <= rotationChangesAfter;
  }
}
