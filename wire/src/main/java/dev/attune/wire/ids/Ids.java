package dev.attune.wire.ids;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes ids that look like OpenAI's and cannot be guessed. */
public final class Ids {
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String HEX = "0123456789abcdef";

  private final RandomGenerator random;

  public Ids() {
    this(new SecureRandom());
  }

  /** For tests that need the same ids again. */
  public Ids(RandomGenerator random) {
    this.random = random;
  }

  public String job() {
    return "ftjob-" + alphanumeric(24);
  }

  public String event() {
    return "ftevent-" + alphanumeric(24);
  }

  public String checkpoint() {
    return "ftckpt_" + alphanumeric(24);
  }

  public String file() {
    return "file-" + alphanumeric(24);
  }

  public String upload() {
    return "upload_" + alphanumeric(24);
  }

  /** Of an upload. */
  public String part() {
    return "part_" + alphanumeric(24);
  }

  public String chatCompletion() {
    return "chatcmpl-" + alphanumeric(29);
  }

  public String organization() {
    return "org-" + alphanumeric(24);
  }

  public String project() {
    return "proj_" + alphanumeric(24);
  }

  public String serviceAccount() {
    return "svc_acct_" + alphanumeric(24);
  }

  public String permission() {
    return "cp_" + alphanumeric(24);
  }

  public String request() {
    return "req_" + of(HEX, 32);
  }

  /** Of an endpoint that is told of events. */
  public String webhook() {
    return "webhook_" + alphanumeric(24);
  }

  public String webhookEvent() {
    return "evt_" + of(HEX, 32);
  }

  public String webhookDelivery() {
    return "wh_" + of(HEX, 32);
  }

  /** The last part of a {@link ModelName}. */
  public String model() {
    return alphanumeric(8);
  }

  private String alphanumeric(int length) {
    return of(ALPHANUMERIC, length);
  }

  private String of(String alphabet, int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return id.toString();
  }
}
