package dev.attune.platform.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Draws secrets of 256 bits, and makes of them what may be kept and what may be shown. */
final class Secrets {
  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 12;
  private static final int SHOWN = 4;

  private final SecureRandom random = new SecureRandom();

  String id() {
    return "key_" + text(ID_BYTES);
  }

  String secret(String prefix) {
    return prefix + text(SECRET_BYTES);
  }

  /** What tells keys apart for their owner and is of no use to anybody else. */
  static String redacted(String prefix, String secret) {
    return prefix + "…" + secret.substring(secret.length() - SHOWN);
  }

  static String sha256(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private String text(int bytes) {
    byte[] secret = new byte[bytes];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
