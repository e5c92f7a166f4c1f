package dev.attune.data.example;

import java.util.Arrays;
import java.util.List;

/** An example as token ids, and which of them carry loss. */
public final class EncodedExample implements EncodedItem {
  private final int[] tokenIds;
  private final boolean[] carriesLoss;

  public EncodedExample(int[] tokenIds, boolean[] carriesLoss) {
    this.tokenIds = tokenIds;
    this.carriesLoss = carriesLoss;
  }

  /** Not to be changed. */
  public int[] tokenIds() {
    return tokenIds;
  }

  /** Not to be changed. */
  public boolean[] carriesLoss() {
    return carriesLoss;
  }

  @Override
  public List<EncodedExample> sequences() {
    return List.of(this);
  }

  /** How many tokens carry loss; the first of all has nothing that could predict it. */
  @Override
  public int lossTokens() {
    int count = 0;
    for (int i = 1; i < carriesLoss.length; i++) {
      count += carriesLoss[i] ? 1 : 0;
    }
    return count;
  }

  /** The same without what lies behind {@code maxLength} tokens. */
  public EncodedExample cut(int maxLength) {
    return tokenIds.length <= maxLength
        ? this
        : new EncodedExample(
            Arrays.copyOf(tokenIds, maxLength), Arrays.copyOf(carriesLoss, maxLength));
  }
}
