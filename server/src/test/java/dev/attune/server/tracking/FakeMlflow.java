package dev.attune.server.tracking;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * As much of MLflow's tracking server as runs need, with one experiment that is made when asked.
 */
final class FakeMlflow implements AutoCloseable {
  static final String TOKEN = "mlflow-token";

  private final HttpServer http;
  private final Set<JsonNode> metrics = new LinkedHashSet<>();
  private final Set<JsonNode> params = new LinkedHashSet<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger metricsSent = new AtomicInteger();
  private volatile boolean hasExperiment;
  private volatile String tags = "";
  private volatile String status = "RUNNING";
  private volatile boolean isBroken;
  private volatile boolean isMute;

  FakeMlflow() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/api/2.0/mlflow/", this::take);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Whether it answers 500 and does nothing. */
  void breaks(boolean now) {
    isBroken = now;
  }

  /** Whether it does what it is asked and answers 502. */
  void isMute(boolean now) {
    isMute = now;
  }

  synchronized List<JsonNode> metrics() {
    return List.copyOf(metrics);
  }

  synchronized List<JsonNode> params() {
    return List.copyOf(params);
  }

  /** Those that were made. */
  int runs() {
    return runs.get();
  }

  /** Those that came twice too. */
  int metricsSent() {
    return metricsSent.get();
  }

  String status() {
    return status;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = WireJson.mapper().readTree(exchange.getRequestBody().readAllBytes());
      boolean isKnown =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      String route = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
      String answer = isBroken || !isKnown ? "{\"message\":\"broken\"}" : done(route, body);
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          isBroken ? 500 : isMute ? 502 : isKnown ? 200 : 401, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized String done(String route, JsonNode body) {
    return switch (route) {
      case "experiments/search" ->
          hasExperiment ? "{\"experiments\":[{\"experiment_id\":\"7\"}]}" : "{}";
      case "experiments/create" -> {
        hasExperiment = true;
        yield "{\"experiment_id\":\"7\"}";
      }
      case "runs/search" ->
          tags.contains(body.path("filter").stringValue().split("'", -1)[1])
              ? "{\"runs\":[{\"info\":{\"run_id\":\"r1\"}}]}"
              : "{}";
      case "runs/create" -> {
        runs.incrementAndGet();
        tags = body.path("tags").toString();
        yield WireJson.text(Map.of("run", Map.of("info", Map.of("run_id", "r1"))));
      }
      case "runs/log-batch" -> {
        body.path("params").forEach(params::add);
        metricsSent.addAndGet(body.path("metrics").size());
        body.path("metrics").forEach(metrics::add);
        yield body.path("metrics").size() > 1000 ? "" : "{}";
      }
      case "runs/update" -> {
        status = body.path("status").stringValue();
        yield "{}";
      }
      default -> "";
    };
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
