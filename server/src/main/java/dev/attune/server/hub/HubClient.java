package dev.attune.server.hub;

import dev.attune.server.settings.HubSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Asks the hub, and follows where it points. The token goes to the endpoint's own origin and
 * nowhere else, so redirects are followed here and not by the HTTP client.
 */
final class HubClient {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 5;
  private static final Duration CONNECTING = Duration.ofSeconds(20);

  /** Until the first byte of the body. */
  private static final Duration ANSWERING = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final HubSettings settings;

  HubClient(HubSettings settings) {
    this.settings = settings;
  }

  /** Where a person finds a repository. */
  String page(String repository) {
    return settings.endpoint() + "/" + repository;
  }

  /**
   * The last answer, whatever its status; whoever gets it closes its body.
   *
   * @param path below the endpoint, with escapes
   * @param from the first byte that is wanted
   */
  HttpResponse<InputStream> get(String path, long from) throws IOException, InterruptedException {
    URI uri = URI.create(settings.endpoint() + path);
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<InputStream> answer =
          http.send(request(uri, from), BodyHandlers.ofInputStream());
      if (!REDIRECTS.contains(answer.statusCode())) {
        return answer;
      }
      answer.body().close();
      uri = target(uri, answer.headers().firstValue("location").orElse(""));
    }
    throw HubErrors.odd("it redirects more than %d times".formatted(MOST_REDIRECTS));
  }

  private HttpRequest request(URI uri, long from) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(ANSWERING).header("User-Agent", "attune");
    if (settings.token() != null && origin(uri).equals(origin(settings.endpoint()))) {
      request.header("Authorization", "Bearer " + settings.token());
    }
    if (from > 0) {
      request.header("Range", "bytes=%d-".formatted(from));
    }
    return request.build();
  }

  /** Never from a safe connection to one that others can read. */
  private static URI target(URI from, String location) {
    try {
      URI target = from.resolve(location);
      String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
      if (target.getHost() != null
          && (scheme.equals("https") || scheme.equalsIgnoreCase(from.getScheme()))) {
        return target;
      }
    } catch (IllegalArgumentException notOne) {
      // Said below.
    }
    throw HubErrors.odd("it redirects to what is no address, or not a safe one");
  }

  private static String origin(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    return "%s://%s:%d"
        .formatted(
            scheme,
            String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT),
            uri.getPort() < 0 ? usual : uri.getPort());
  }
}
