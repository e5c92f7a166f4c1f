package dev.attune.benchmarks;

import dev.attune.wire.json.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A client of a server's API; everything that is not answered with 200 is an error. */
final class ApiClient {
  private static final String BOUNDARY = "------------------------benchmarks";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ServerProcess server;
  private final String key;

  ApiClient(ServerProcess server) throws IOException {
    this.server = server;
    this.key = server.key();
  }

  JsonNode get(String route) {
    return send(to(route).GET());
  }

  JsonNode post(String route, Map<String, ?> body) {
    return send(
        to(route)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(WireJson.bytes(body))));
  }

  /** Makes a directory of the server's machine a base model. */
  void addModel(String name, Path directory) {
    JsonNode _ =
        post(
            "/attune/v1/models",
            Map.of("directory", directory.toAbsolutePath().normalize().toString(), "name", name));
  }

  /** Uploads a training file and returns its id. */
  String upload(Path file) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String head =
        """
        --%1$s
        Content-Disposition: form-data; name="purpose"

        fine-tune
        --%1$s
        Content-Disposition: form-data; name="file"; filename="%2$s"
        Content-Type: application/octet-stream

        """
            .formatted(BOUNDARY, file.getFileName());
    body.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    Files.copy(file, body);
    body.write("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
    return send(to("/v1/files")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())))
        .get("id")
        .asString();
  }

  /** Creates a job. */
  ServedJob createJob(Map<String, ?> body) {
    return new ServedJob(this, server, post("/v1/fine_tuning/jobs", body).get("id").asString());
  }

  private HttpRequest.Builder to(String route) {
    return HttpRequest.newBuilder(URI.create(server.root() + route))
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      var answer = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("%s: %s".formatted(request.uri(), answer.body()));
      }
      return WireJson.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("%s: %s".formatted(request.uri(), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
