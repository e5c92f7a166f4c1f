package dev.attune.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
public final class Settings {
  @Option(
      names = "--base-url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Where the API is. Default: ATTUNE_BASE_URL, else http://127.0.0.1:8080/v1.")
  private @Nullable String baseUrl;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      scope = ScopeType.INHERIT,
      description =
          "Default: ATTUNE_API_KEY, else the key that a server on this machine left in"
              + " attune-data/first-key.")
  private @Nullable String apiKey;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print the API's own JSON instead of text for people.")
  private boolean json;

  @Nullable String baseUrl() {
    return baseUrl;
  }

  @Nullable String apiKey() {
    return apiKey;
  }

  boolean json() {
    return json;
  }
}
