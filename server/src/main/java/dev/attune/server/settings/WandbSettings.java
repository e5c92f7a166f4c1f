package dev.attune.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where Weights and Biases is.
 *
 * @param baseUrl of its API, without a slash at its end
 * @param key a secret, for that URL only
 */
public record WandbSettings(URI baseUrl, String key) {

  /** The settings as they are typed; empty without a key. */
  static Optional<WandbSettings> of(String baseUrl, @Nullable Path keyFile) {
    URI url = WebAddress.of("--wandb-base-url", baseUrl, "https://api.wandb.ai");
    return Optional.ofNullable(keyFile)
        .map(file -> new WandbSettings(url, SecretFile.read("--wandb-key-file", file)));
  }

  @Override
  public String toString() {
    return "WandbSettings[baseUrl=%s, key=***]".formatted(baseUrl);
  }
}
