package dev.attune.server.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How a hub names the content of a file, in hexadecimal. */
sealed interface Checksum {
  String hex();

  /** A digest of a file of so many bytes, none of which it has seen yet. */
  MessageDigest begin(long size);

  /** Of large files. */
  record Sha256(String hex) implements Checksum {
    @Override
    public MessageDigest begin(long size) {
      return digest("SHA-256");
    }
  }

  /** Of files that git keeps itself. */
  record GitBlob(String hex) implements Checksum {
    @Override
    public MessageDigest begin(long size) {
      MessageDigest digest = digest("SHA-1");
      digest.update("blob %d\0".formatted(size).getBytes(StandardCharsets.US_ASCII));
      return digest;
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + algorithm, e);
    }
  }
}
