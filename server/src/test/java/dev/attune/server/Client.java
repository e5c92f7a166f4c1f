package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.Subspec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Asks a server of this machine, as an SDK does or byte for byte. */
final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int port;
  private final String key;

  Client(int port, String key) {
    this.port = port;
    this.key = key;
  }

  int port() {
    return port;
  }

  String key() {
    return key;
  }

  Client withKey(String other) {
    return new Client(port, other);
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  Answer post(String path, String body) {
    return send("POST", path, body);
  }

  Answer send(String method, String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  Answer send(HttpRequest.Builder request) {
    HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
    checkByOpenAi(response);
    return Answer.of(response);
  }

  private static void checkByOpenAi(HttpResponse<String> response) {
    Subspec.find()
        .ifPresent(subspec ->
            assertThat(
                    subspec.errors(
                        response.request().method(),
                        response.uri().getPath(),
                        response.statusCode(),
                        response.headers().firstValue("content-type").orElse(""),
                        response.body()))
                .as("%s: %s", response, response.body())
                .isEmpty());
  }

  <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A request with the key, if there is one. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .timeout(PATIENCE);
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  /** Uploads text under a purpose. */
  Answer upload(String purpose, String content) {
    return upload(new Form().text("purpose", purpose).file("train.jsonl", content));
  }

  Answer upload(Form form) {
    return send(
        request("/v1/files")
            .header("Content-Type", form.contentType())
            .POST(BodyPublishers.ofByteArray(form.bytes())));
  }

  /** Sends bytes as they are and reads until the server ends the connection. */
  Answer raw(String text) {
    return raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Answer raw(byte[] bytes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return parse(answer.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A head with the key and a wish to end the connection, for {@link #raw}. */
  String head(String line, String... headers) {
    return line
        + " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nConnection: close\r\n"
            .formatted(port, key)
        + String.join("", java.util.Arrays.stream(headers).map(it -> it + "\r\n").toList())
        + "\r\n";
  }

  private static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IllegalStateException("No answer but '" + text + "'");
    }
    String[] head = text.substring(0, end).split("\r\n", -1);
    Map<String, java.util.List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < head.length; i++) {
      String[] parts = head[i].split(": ?", 2);
      headers.put(parts[0], java.util.List.of(parts[1]));
    }
    String body = text.substring(end + 4);
    if (headers.getOrDefault("transfer-encoding", java.util.List.of()).contains("chunked")) {
      body = body.lines().filter(line -> line.startsWith("{")).findFirst().orElse(body);
    }
    return new Answer(
        Integer.parseInt(head[0].split(" ", 3)[1]),
        java.net.http.HttpHeaders.of(headers, (_, _) -> true),
        body);
  }
}
