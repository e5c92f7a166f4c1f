package dev.attune.platform.keys;

/** A new key with its secret, which is told this once and kept nowhere. */
public record CreatedKey(ApiKey key, String secret) {
  /** The secret stays out of every log. */
  @Override
  public String toString() {
    return "CreatedKey[" + key + "]";
  }
}
