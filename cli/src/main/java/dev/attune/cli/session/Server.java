package dev.attune.cli.session;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server and the key to it.
 *
 * @param baseUrl with its {@code /v1}
 */
public record Server(String baseUrl, String key) {

  public OpenAIClient client() {
    return OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey(key).build();
  }

  /** The routes that OpenAI's SDK has no words for. */
  public OwnRoutes ownRoutes() {
    return new OwnRoutes(root(), key);
  }

  /** Where the server is, without {@code /v1}. */
  public URI root() {
    return URI.create(baseUrl.replaceFirst("/v1/?$", ""));
  }

  /** The key that a server leaves in its data directory for its own machine. */
  public static Optional<String> keyIn(Path dataDirectory) {
    Path file = dataDirectory.resolve("first-key");
    try {
      return Optional.of(Files.readString(file).strip()).filter(key -> !key.isEmpty());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw CliException.usage(
          "%s cannot be read (%s). Give a key with --api-key".formatted(file, e.getMessage()));
    }
  }

  /** The key stays out of every log. */
  @Override
  public String toString() {
    return "Server[" + baseUrl + "]";
  }
}
