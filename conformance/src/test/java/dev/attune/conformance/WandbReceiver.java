package dev.attune.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** As much of Weights and Biases as its own client needs of it to make a run and to fill it. */
final class WandbReceiver implements AutoCloseable {
  static final String KEY = "0123456789012345678901234567890123456789";
  private static final String FILE_STREAM = "/files/our-team/tickets/";

  private final HttpServer http;
  private final TreeMap<Long, JsonNode> history = new TreeMap<>();
  private volatile @Nullable JsonNode run;
  private volatile @Nullable JsonNode summary;
  private volatile int exitCode = -1;
  private volatile int status = 200;
  private volatile boolean failsNext;

  WandbReceiver() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::take);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  WandbReceiver answers(int next) {
    status = next;
    return this;
  }

  /** Takes the first numbers of a run, and from that answer on takes nothing. */
  void failsAfterTheFirstNumbers() {
    failsNext = true;
  }

  /** What the mutation that made the run said of it; null before. */
  @Nullable JsonNode run() {
    return run;
  }

  /** In the order of the lines. */
  synchronized List<JsonNode> history() {
    return new ArrayList<>(history.values());
  }

  @Nullable JsonNode summary() {
    return summary;
  }

  /** Negative until the run is complete. */
  int exitCode() {
    return exitCode;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String pair =
          Base64.getEncoder().encodeToString(("api:" + KEY).getBytes(StandardCharsets.UTF_8));
      JsonNode body = WireJson.mapper().readTree(exchange.getRequestBody().readAllBytes());
      String path = exchange.getRequestURI().getRawPath();
      boolean isKnown =
          ("Basic " + pair).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      String answer = status == 200 && isKnown ? done(path, body) : "{}";
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(isKnown ? status : 401, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized String done(String path, JsonNode body) {
    if (path.equals("/graphql")) {
      run = body.path("variables");
      return WireJson.text(
          Map.of("data", Map.of("upsertBucket", Map.of("bucket", bucket(body.path("variables"))))));
    }
    if (path.startsWith(FILE_STREAM) && path.endsWith("/file_stream")) {
      JsonNode lines = body.at("/files/wandb-history.jsonl");
      long number = lines.path("offset").asLong(0);
      for (JsonNode line : lines.path("content")) {
        history.put(number++, WireJson.mapper().readTree(line.stringValue()));
      }
      if (failsNext && !history.isEmpty()) {
        failsNext = false;
        status = 503;
      }
      JsonNode last = body.path("files").path("wandb-summary.json").path("content").path(0);
      summary = last.isString() ? WireJson.mapper().readTree(last.stringValue()) : summary;
      exitCode =
          body.path("complete").asBoolean(false) ? body.path("exitcode").intValue() : exitCode;
    }
    return "{}";
  }

  private static Map<String, Object> bucket(JsonNode variables) {
    return Map.of(
        "name",
        variables.path("name").stringValue(),
        "project",
        Map.of(
            "name", variables.path("project").stringValue(), "entity", Map.of("name", "our-team")));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
