package dev.attune.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What a user's own server is: it takes events and answers with one status. */
final class WebhookReceiver implements AutoCloseable {
  private final HttpServer http;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  /** An event as it came; names of headers in small letters. */
  record Received(String payload, Map<String, String> headers) {
    String id() {
      return headers.getOrDefault("webhook-id", "");
    }
  }

  WebhookReceiver() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::take);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:%d/hook".formatted(http.getAddress().getPort());
  }

  WebhookReceiver answers(int next) {
    status = next;
    return this;
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      header -> header.getKey().toLowerCase(Locale.ROOT),
                      header -> header.getValue().getFirst(),
                      (one, _) -> one,
                      TreeMap::new));
      received.add(
          new Received(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              headers));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
