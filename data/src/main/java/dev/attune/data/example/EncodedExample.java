package dev.attune.data.example;

/** An example as token ids, and which of them carry loss. */
public final class EncodedExample {
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
}
