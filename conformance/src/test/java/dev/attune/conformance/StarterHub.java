package dev.attune.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A hub that has the starter model under every name. */
final class StarterHub implements AutoCloseable {
  private static final Path MODEL = ServerProcess.STARTER.resolve("model");
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final Pattern DESCRIPTION =
      Pattern.compile("/api/models/([^/]+/[^/]+)/revision/main");
  private static final Pattern CONTENT =
      Pattern.compile("/[^/]+/[^/]+/resolve/" + COMMIT + "/([^/]+)");

  private final HttpServer http;

  StarterHub() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", StarterHub::answer);
    http.start();
  }

  String endpoint() {
    return "http://127.0.0.1:%d".formatted(http.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Matcher description = DESCRIPTION.matcher(path);
      Matcher content = CONTENT.matcher(path);
      if (description.matches()) {
        send(exchange, WireJson.bytes(description(description.group(1))));
      } else if (content.matches() && Files.isRegularFile(MODEL.resolve(content.group(1)))) {
        send(exchange, Files.readAllBytes(MODEL.resolve(content.group(1))));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static Map<String, Object> description(String repository) throws IOException {
    try (Stream<Path> files = Files.list(MODEL)) {
      List<Map<String, Object>> siblings = files.map(StarterHub::sibling).toList();
      return Map.of("id", repository, "sha", COMMIT, "siblings", siblings);
    }
  }

  private static Map<String, Object> sibling(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      String digest =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      return Map.of(
          "rfilename", file.getFileName().toString(),
          "size", content.length,
          "blobId", "f".repeat(40),
          "lfs", Map.of("sha256", digest, "size", content.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
