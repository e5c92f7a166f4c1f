package dev.attune.cli.session;

import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.keys.CreateKey;
import dev.attune.wire.models.AddModel;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/** Attune's routes beside OpenAI's: keys, and base models from the server's disk. */
public final class OwnRoutes {
  /** A model is looked at whole before the server answers. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI root;
  private final String key;

  OwnRoutes(URI root, String key) {
    this.root = root;
    this.key = key;
  }

  public String createKey(CreateKey request) {
    return send(request("/attune/v1/keys").POST(BodyPublishers.ofString(WireJson.text(request))));
  }

  public String listKeys() {
    return send(request("/attune/v1/keys").GET());
  }

  public String revokeKey(String id) {
    String escaped = URLEncoder.encode(id, StandardCharsets.UTF_8);
    return send(request("/attune/v1/keys/" + escaped).DELETE());
  }

  public String addModel(AddModel request) {
    return send(request("/attune/v1/models").POST(BodyPublishers.ofString(WireJson.text(request))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .timeout(LONGEST_ANSWER)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw CliException.refused(reason(answer));
      }
      return answer.body();
    } catch (IOException e) {
      throw CliException.refused(
          "No answer from %s. Start a server with 'attune serve', or say where it is with --base-url"
              .formatted(root));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.refused("Interrupted");
    }
  }

  private static String reason(HttpResponse<String> answer) {
    try {
      String sentence =
          ServiceErrors.sentence(WireJson.mapper().readValue(answer.body(), ErrorBody.class));
      return answer.statusCode() == 401 ? sentence + " " + ServiceErrors.KEY_HINT : sentence;
    } catch (JacksonException | NullPointerException e) {
      return "The server answered %d without a reason".formatted(answer.statusCode());
    }
  }
}
