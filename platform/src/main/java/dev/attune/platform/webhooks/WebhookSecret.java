package dev.attune.platform.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint's events are signed with, as https://www.standardwebhooks.com says it: {@code
 * whsec_} and 32 random bytes in base64.
 */
public record WebhookSecret(String text) {
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final String MAC = "HmacSHA256";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9+/]{32,86}={0,2}");

  public WebhookSecret {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("A secret begins with whsec_ and goes on in base64");
    }
  }

  static WebhookSecret draw(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * The signature of one attempt: HMAC-SHA256 over {@code id.seconds.body}.
   *
   * @param id the delivery's
   */
  public String sign(String id, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(text.substring(PREFIX.length())), MAC));
      mac.update("%s.%d.".formatted(id, at.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has " + MAC, e);
    }
  }

  /** The secret stays out of every log. */
  @Override
  public String toString() {
    return "WebhookSecret[***]";
  }
}
