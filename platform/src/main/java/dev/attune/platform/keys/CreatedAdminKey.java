package dev.attune.platform.keys;

/** A new key with its secret, which nobody can ask for again. */
public record CreatedAdminKey(AdminKey key, String secret) {
  /** A secret never reaches a log through this. */
  @Override
  public String toString() {
    return "CreatedAdminKey[key=%s]".formatted(key);
  }
}
