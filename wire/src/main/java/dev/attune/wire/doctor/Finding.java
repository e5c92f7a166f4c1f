package dev.attune.wire.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check what was looked at, such as {@code disk}
 * @param message what is there, in one sentence
 * @param remedy what to do, in one sentence; null where all is well
 */
public record Finding(
    @JsonProperty("check") String check,
    @JsonProperty("verdict") Verdict verdict,
    @JsonProperty("message") String message,
    @JsonProperty("remedy") @Nullable String remedy) {

  /** From what is well to what keeps Attune from working. */
  public enum Verdict {
    @JsonProperty("ok")
    OK,
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("problem")
    PROBLEM
  }

  public static Finding ok(String check, String message) {
    return new Finding(check, Verdict.OK, message, null);
  }

  /** Attune works, but not as it could. */
  public static Finding warning(String check, String message, String remedy) {
    return new Finding(check, Verdict.WARNING, message, remedy);
  }

  /** Attune cannot work like that. */
  public static Finding problem(String check, String message, String remedy) {
    return new Finding(check, Verdict.PROBLEM, message, remedy);
  }
}
