package dev.attune.server.chat;

import dev.attune.platform.sampling.SamplerEndpoint;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/** Speaks to samplers over the loopback address. */
final class SamplerClient {
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  /** As long as official clients wait. */
  private static final Duration ANSWERING = Duration.ofMinutes(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .proxy(HttpClient.Builder.NO_PROXY)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  void load(SamplerEndpoint endpoint, String name, Path adapter) {
    Map<String, String> body = Map.of("lora_name", name, "lora_path", adapter.toString());
    try (SamplerAnswer answer = send(endpoint, "/v1/load_lora_adapter", WireJson.bytes(body))) {
      if (!answer.isGood()) {
        throw SamplerErrors.notLoaded(name, new String(answer.whole(), StandardCharsets.UTF_8));
      }
    }
  }

  SamplerAnswer ask(SamplerEndpoint endpoint, byte[] question) {
    return send(endpoint, "/v1/chat/completions", question);
  }

  private SamplerAnswer send(SamplerEndpoint endpoint, String path, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(endpoint.port(), path)))
            .timeout(ANSWERING)
            .header("Authorization", "Bearer " + endpoint.token())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      return SamplerAnswer.of(sendAgainOnce(request));
    } catch (ConnectException e) {
      throw new NobodyListens(endpoint, e);
    } catch (IOException e) {
      throw SamplerErrors.died(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SamplerErrors.died(e);
    }
  }

  /** A connection that was kept for later may have been ended meanwhile; asking twice is safe. */
  private HttpResponse<InputStream> sendAgainOnce(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (ConnectException | HttpTimeoutException notAgain) {
      throw notAgain;
    } catch (IOException endedMeanwhile) {
      return http.send(request, BodyHandlers.ofInputStream());
    }
  }
}
