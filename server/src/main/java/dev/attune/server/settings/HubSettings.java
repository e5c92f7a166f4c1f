package dev.attune.server.settings;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where base models are pulled from.
 *
 * @param endpoint without a slash at its end
 * @param token a secret, for the endpoint only; null where none is needed
 */
public record HubSettings(URI endpoint, @Nullable String token) {
  /** It becomes a header. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,512}");

  public HubSettings {
    if (token != null && !TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "--hub-token must be printable characters without spaces, as the hub showed it.");
    }
  }

  /** The settings as they are typed. */
  static HubSettings of(String endpoint, @Nullable String token) {
    return new HubSettings(
        WebAddress.of("--hub-endpoint", endpoint, "https://huggingface.co"),
        token == null || token.isEmpty() ? null : token);
  }

  @Override
  public String toString() {
    return "HubSettings[endpoint=%s, token=%s]".formatted(endpoint, token == null ? "none" : "***");
  }
}
