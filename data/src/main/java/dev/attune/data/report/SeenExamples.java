package dev.attune.data.report;

import dev.attune.data.example.EncodedExample;
import dev.attune.data.example.EncodedItem;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;

/**
 * Examples that were seen before, by the first eight bytes of a digest of their tokens: of ten
 * million, two that differ are taken for the same with a chance of three in a million.
 */
public final class SeenExamples {
  private final Set<Long> seen = new HashSet<>();

  /** Remembers an example; returns whether it was seen before. */
  boolean add(EncodedItem item) {
    return !seen.add(fingerprint(item));
  }

  private static long fingerprint(EncodedItem item) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (EncodedExample each : item.sequences()) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (each.tokenIds().length + 1));
        bytes.putInt(each.tokenIds().length).asIntBuffer().put(each.tokenIds());
        digest.update(bytes.array());
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
