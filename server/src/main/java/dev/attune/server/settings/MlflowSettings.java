package dev.attune.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where MLflow is.
 *
 * @param trackingUri of its server, without a slash at its end
 * @param experiment in which jobs become runs
 * @param token a secret, for that server only; null where none is needed
 */
public record MlflowSettings(URI trackingUri, String experiment, @Nullable String token) {
  /** It stands between apostrophes when it is looked for. */
  private static final Pattern EXPERIMENT = Pattern.compile("[^'\\p{Cntrl}]{1,256}");

  public MlflowSettings {
    if (!EXPERIMENT.matcher(experiment).matches()) {
      throw new IllegalArgumentException(
          "--mlflow-experiment must be 1 to 256 characters without apostrophes.");
    }
  }

  /** The settings as they are typed; empty without an address. */
  static Optional<MlflowSettings> of(
      @Nullable String trackingUri, String experiment, @Nullable Path tokenFile) {
    return Optional.ofNullable(trackingUri)
        .map(uri ->
            new MlflowSettings(
                WebAddress.of("--mlflow-tracking-uri", uri, "http://localhost:5000"),
                experiment,
                tokenFile == null ? null : SecretFile.read("--mlflow-token-file", tokenFile)));
  }

  @Override
  public String toString() {
    return "MlflowSettings[trackingUri=%s, experiment=%s, token=%s]"
        .formatted(trackingUri, experiment, token == null ? "none" : "***");
  }
}
