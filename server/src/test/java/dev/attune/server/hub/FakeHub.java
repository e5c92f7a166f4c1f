package dev.attune.server.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A hub with one repository on this machine, which can be made to fail as real ones do. */
public final class FakeHub implements AutoCloseable {
  public static final String REPOSITORY = "some-owner/Tiny.Model";
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final HttpServer http;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** One request; the path without its query. */
  public record Asked(String path, @Nullable String range, @Nullable String authorization) {}

  /** What is done instead of an answer. */
  @FunctionalInterface
  public interface Trouble {
    void make(HttpExchange exchange, byte[] content) throws IOException;
  }

  /** A hub with a model that is as small as a model can be. */
  public FakeHub() {
    try {
      Path model = Path.of(System.getProperty("project.root"), "golden", "llama-gqa");
      for (String name : List.of("config.json", "generation_config.json", "model.safetensors")) {
        files.put(name, Files.readAllBytes(model.resolve(name)));
      }
      files.put("tokenizer.json", "{\"model\":{}}".getBytes(StandardCharsets.UTF_8));
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::answer);
    http.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:%d".formatted(http.getAddress().getPort()));
  }

  public FakeHub put(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public FakeHub remove(String name) {
    files.remove(name);
    return this;
  }

  public byte[] content(String name) {
    return files.getOrDefault(name, new byte[0]);
  }

  /** Every request whose path ends so meets with trouble. */
  public FakeHub always(String ending, Trouble trouble) {
    troubles.put(ending, trouble);
    return this;
  }

  /** The next one does. */
  public FakeHub once(String ending, Trouble trouble) {
    return always(
        ending,
        (exchange, content) -> {
          troubles.remove(ending);
          trouble.make(exchange, content);
        });
  }

  /** All requests for a file, or for the repository where the ending is {@code main}. */
  public List<Asked> asked(String ending) {
    return asked.stream().filter(it -> it.path().endsWith(ending)).toList();
  }

  public static Trouble status(int status) {
    return (exchange, _) -> exchange.sendResponseHeaders(status, -1);
  }

  public static Trouble redirect(String location) {
    return (exchange, _) -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** The connection ends after so many bytes. */
  public static Trouble cutAfter(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
    };
  }

  public static Trouble body(byte[] other) {
    return (exchange, _) -> {
      exchange.sendResponseHeaders(200, other.length);
      exchange.getResponseBody().write(other);
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      asked.add(new Asked(path, range, exchange.getRequestHeaders().getFirst("Authorization")));
      String name = path.substring(path.lastIndexOf('/') + 1);
      Optional<Trouble> trouble =
          troubles.keySet().stream().filter(path::endsWith).findFirst().map(troubles::get);
      if (trouble.isPresent()) {
        trouble.get().make(exchange, content(name));
      } else if (path.startsWith("/api/models/" + REPOSITORY + "/revision/")) {
        send(exchange, 200, WireJson.bytes(description()), 0);
      } else if (path.startsWith("/%s/resolve/%s/".formatted(REPOSITORY, COMMIT))
          && files.containsKey(name)) {
        sendRange(exchange, content(name), range);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void sendRange(HttpExchange exchange, byte[] content, @Nullable String range)
      throws IOException {
    if (range == null) {
      send(exchange, 200, content, 0);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    send(exchange, 206, content, from);
  }

  private static void send(HttpExchange exchange, int status, byte[] content, int from)
      throws IOException {
    exchange.sendResponseHeaders(status, content.length - from);
    exchange.getResponseBody().write(content, from, content.length - from);
  }

  private Map<String, Object> description() {
    List<Map<String, Object>> siblings = new ArrayList<>();
    files.forEach((name, content) -> siblings.add(sibling(name, content)));
    return Map.of("id", REPOSITORY, "sha", COMMIT, "siblings", siblings);
  }

  private static Map<String, Object> sibling(String name, byte[] content) {
    Map<String, Object> sibling = new LinkedHashMap<>();
    sibling.put("rfilename", name);
    sibling.put("size", content.length);
    byte[] head = "blob %d\0".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
    sibling.put("blobId", hex("SHA-1", head, content));
    if (name.endsWith(".safetensors")) {
      sibling.put("blobId", "f".repeat(40)); // of the pointer, not of the content
      sibling.put("lfs", Map.of("sha256", hex("SHA-256", content), "size", content.length));
    }
    return sibling;
  }

  private static String hex(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
