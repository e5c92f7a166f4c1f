package dev.attune.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server on a free port that answers what a test told it to, and remembers what it was asked. */
final class FakeServer implements AutoCloseable {
  /** Half a second passes for no retry: the SDK is told to let a failure be. */
  private static final String NO_RETRY = "x-should-retry";

  private final HttpServer http;
  private final Map<String, Function<Received, Reply>> routes = new ConcurrentHashMap<>();
  private volatile Function<Received, Reply> fallback = FakeServer::unknown;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** What a client sent; the path has no query. */
  record Received(
      String method, String path, @Nullable String query, @Nullable String key, String body) {}

  /**
   * What it gets back.
   *
   * @param held runs when the body was sent, and before the answer ends
   */
  record Reply(int status, String type, String body, @Nullable Runnable held) {
    Reply(int status, String type, String body) {
      this(status, type, body, null);
    }

    /** The connection ends before an answer. */
    static final Reply BROKEN_OFF = new Reply(0, "", "");

    static Reply json(Object answer) {
      return new Reply(200, "application/json", WireJson.text(answer));
    }

    static Reply error(ApiError error) {
      return new Reply(error.status(), "application/json", WireJson.text(ErrorBody.of(error)));
    }
  }

  FakeServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::answer);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  String baseUrl() {
    return "http://127.0.0.1:%d/v1".formatted(port());
  }

  FakeServer on(String method, String path, Object answer) {
    return on(method, path, _ -> Reply.json(answer));
  }

  FakeServer on(String method, String path, Function<Received, Reply> route) {
    routes.put(method + " " + path, route);
    return this;
  }

  /** What every other request gets. */
  FakeServer otherwise(Object answer) {
    fallback = _ -> Reply.json(answer);
    return this;
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  List<Received> received(String path) {
    return received.stream().filter(each -> each.path().equals(path)).toList();
  }

  Received last() {
    return received.getLast();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Received request =
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestURI().getQuery(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      received.add(request);
      Reply reply =
          Objects.requireNonNullElse(routes.get(request.method() + " " + request.path()), fallback)
              .apply(request);
      if (reply.equals(Reply.BROKEN_OFF)) {
        return;
      }
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      exchange.getResponseHeaders().set(NO_RETRY, "false");
      boolean known = reply.held() == null;
      exchange.sendResponseHeaders(
          reply.status(), known ? (body.length == 0 ? -1 : body.length) : 0);
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
      if (reply.held() != null) {
        reply.held().run();
      }
    }
  }

  private static Reply unknown(Received request) {
    return Reply.error(ApiErrors.unknownUrl(request.method(), request.path()));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
