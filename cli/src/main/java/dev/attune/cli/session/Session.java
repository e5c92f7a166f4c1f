package dev.attune.cli.session;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponseFor;
import dev.attune.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of the command against one server. */
public final class Session {
  private static final String USUAL_URL = "http://127.0.0.1:8080/v1";
  private static final String USUAL_DIRECTORY = "attune-data";
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Host host;
  private final Settings settings;

  public Session(Host host, Settings settings) {
    this.host = host;
    this.settings = settings;
  }

  public Host host() {
    return host;
  }

  public Terminal terminal() {
    return host.terminal();
  }

  /** Whether the API's own JSON is wanted. */
  public boolean json() {
    return settings.json();
  }

  /** Where the API is, when the person said so. */
  public Optional<String> givenBaseUrl() {
    return Optional.ofNullable(settings.baseUrl()).or(() -> host.variable("ATTUNE_BASE_URL"));
  }

  /** The server that the options name. */
  public Server server() {
    String url = givenBaseUrl().orElse(USUAL_URL);
    return new Server(url, key(url));
  }

  public OpenAIClient client() {
    return server().client();
  }

  /** Prints an answer: as it came, or as {@code plain} has it. */
  public <T> void answer(Request<T> request, Consumer<T> plain) {
    try (HttpResponseFor<T> response = request.send()) {
      if (json()) {
        terminal().print(text(response.body()));
      } else {
        plain.accept(response.parse());
      }
    }
  }

  /** A path as the person means it. */
  public Path path(Path given) {
    return host.directory().resolve(given);
  }

  /** A server's on this machine: as given, as the environment has it, or the usual one. */
  public Path dataDirectory(@Nullable Path given) {
    Path meant =
        Optional.ofNullable(given)
            .or(() -> host.variable("ATTUNE_DATA_DIR").map(Path::of))
            .orElse(Path.of(USUAL_DIRECTORY));
    return path(meant).toAbsolutePath().normalize();
  }

  private String key(String url) {
    return Optional.ofNullable(settings.apiKey())
        .or(() -> host.variable("ATTUNE_API_KEY"))
        .or(() -> keyOfThisMachine(url))
        .orElseThrow(() -> CliException.usage("No API key. " + ServiceErrors.KEY_HINT));
  }

  /** A key that was left on this machine is for a server on this machine. */
  private Optional<String> keyOfThisMachine(String url) {
    String name = URI.create(url).getHost();
    return name != null && THIS_MACHINE.contains(name)
        ? Server.keyIn(host.directory().resolve(USUAL_DIRECTORY))
        : Optional.empty();
  }

  private static String text(InputStream body) {
    try {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
