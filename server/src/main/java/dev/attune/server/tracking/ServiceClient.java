package dev.attune.server.tracking;

import dev.attune.server.patience.RetryAfter;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Speaks JSON with one service, with its secret, to whatever end within a time. The address is the
 * operator's own, so it may be anywhere; where it redirects to is not asked.
 */
final class ServiceClient {
  static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final int LONGEST_MESSAGE = 300;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final @Nullable Secret secret;
  private final Duration longest;
  private final InstantSource clock;

  /**
   * What proves who asks.
   *
   * @param text never to be said to anybody else
   * @param header the value of {@code Authorization}
   */
  record Secret(String text, String header) {
    /** Null for a service that wants none. */
    static @Nullable Secret bearer(@Nullable String token) {
      return token == null ? null : new Secret(token, "Bearer " + token);
    }

    @Override
    public String toString() {
      return "***";
    }
  }

  ServiceClient(@Nullable Secret secret, Duration longest, InstantSource clock) {
    this.secret = secret;
    this.longest = longest;
    this.clock = clock;
  }

  /**
   * The answer to a body.
   *
   * @throws RefusedException unless it is 2xx and came whole
   */
  JsonNode post(URI url, Object body) throws RefusedException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("User-Agent", "attune")
            .POST(BodyPublishers.ofString(WireJson.text(body)));
    if (secret != null) {
      request.header("Authorization", secret.header());
    }
    HttpResponse<byte[]> answer = send(request.build());
    JsonNode json = json(answer.body());
    if (answer.statusCode() / 100 != 2) {
      throw new RefusedException(
          "It answered %d%s.".formatted(answer.statusCode(), said(json)),
          RetryAfter.read(
              answer.headers().firstValue("retry-after").orElse(null), clock.instant()));
    }
    return json;
  }

  /** What a service says in words, if it does, as part of a sentence. */
  String said(JsonNode answer) {
    JsonNode error = answer.path("error");
    String said = error.isString() ? error.stringValue() : error.path("message").asString("");
    if (said.isEmpty()) {
      said = answer.path("errors").path(0).path("message").asString("");
    }
    if (said.isEmpty()) {
      said = answer.path("message").asString("");
    }
    String safe = secret == null ? said : said.replace(secret.text(), "***");
    String plain = safe.replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.isEmpty()
        ? ""
        : ": "
            + plain.substring(0, Math.min(plain.length(), LONGEST_MESSAGE)).replaceAll("\\.$", "");
  }

  private HttpResponse<byte[]> send(HttpRequest request)
      throws RefusedException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      // The time limit of a request would end with the head of the answer.
      return asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RefusedException("It did not answer in %d s.".formatted(longest.toSeconds()));
    } catch (ExecutionException e) {
      throw new RefusedException(why(e.getCause()));
    } finally {
      asked.cancel(true);
    }
  }

  private static String why(@Nullable Throwable failure) {
    return switch (failure) {
      case ConnectException _, HttpConnectTimeoutException _ -> "It could not be connected to.";
      case IOException e ->
          "The connection broke off (%s).".formatted(e.getClass().getSimpleName());
      case null, default -> throw new IllegalStateException("A request failed", failure);
    };
  }

  private static JsonNode json(byte[] body) {
    try {
      return WireJson.mapper().readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
