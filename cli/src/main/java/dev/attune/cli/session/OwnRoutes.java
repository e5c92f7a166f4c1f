package dev.attune.cli.session;

import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.keys.CreateKey;
import dev.attune.wire.models.AddModel;
import dev.attune.wire.models.ExportModel;
import dev.attune.wire.models.ModelWork;
import dev.attune.wire.models.PullModel;
import dev.attune.wire.webhooks.CreateWebhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** Attune's routes beside OpenAI's: keys, webhooks, and where models come from and go to. */
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
    return send(request("/attune/v1/keys/" + escaped(id)).DELETE());
  }

  public String createWebhook(CreateWebhook request) {
    return send(
        request("/attune/v1/webhooks").POST(BodyPublishers.ofString(WireJson.text(request))));
  }

  public String listWebhooks() {
    return send(request("/attune/v1/webhooks").GET());
  }

  public String deleteWebhook(String id) {
    return send(request("/attune/v1/webhooks/" + escaped(id)).DELETE());
  }

  public String testWebhook(String id) {
    return send(
        request("/attune/v1/webhooks/%s/test".formatted(escaped(id)))
            .POST(BodyPublishers.noBody()));
  }

  /** What an endpoint was told, newest first. */
  public String listDeliveries(String id, long limit, Optional<String> after) {
    String page = "?limit=" + limit + after.map(it -> "&after=" + escaped(it)).orElse("");
    return send(request("/attune/v1/webhooks/%s/deliveries".formatted(escaped(id)) + page).GET());
  }

  public String addModel(AddModel request) {
    return send(request("/attune/v1/models").POST(BodyPublishers.ofString(WireJson.text(request))));
  }

  /** Has a model written in another form; {@code raw} gets each line as it came. */
  public void exportModel(
      String name, ExportModel request, Consumer<String> raw, Consumer<ModelWork> listener) {
    work("/attune/v1/models/%s/export".formatted(escaped(name)), request, raw, listener);
  }

  /** Has a model fetched from the hub. */
  public void pullModel(PullModel request, Consumer<String> raw, Consumer<ModelWork> listener) {
    work("/attune/v1/models/pull", request, raw, listener);
  }

  /** Has a model loaded, unless it is. */
  public void loadModel(String name, Consumer<ModelWork> listener) {
    work("/attune/v1/models/%s/load".formatted(escaped(name)), Map.of(), _ -> {}, listener);
  }

  private void work(String path, Object body, Consumer<String> raw, Consumer<ModelWork> listener) {
    HttpRequest request = request(path).POST(BodyPublishers.ofString(WireJson.text(body))).build();
    exchange(() -> {
      HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        if (answer.statusCode() / 100 != 2) {
          throw CliException.refused(
              reason(answer.statusCode(), lines.collect(Collectors.joining())));
        }
        WorkLines.read(
            lines,
            line -> {
              raw.accept(line);
              ModelWork work = WorkLines.parse(line, ModelWork.class);
              listener.accept(work);
              return isEnd(work);
            });
      } catch (UncheckedIOException e) {
        throw CliException.refused("The connection to the server broke. Ask again");
      }
      return "";
    });
  }

  private static boolean isEnd(ModelWork work) {
    return switch (work) {
      case ModelWork.Progress _, ModelWork.Checked _ -> false;
      case ModelWork.Exported _, ModelWork.Added _, ModelWork.Loaded _ -> true;
      case ModelWork.Failed(var error) -> throw WorkLines.failed(error);
    };
  }

  private static String escaped(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .timeout(LONGEST_ANSWER)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }

  private String send(HttpRequest.Builder request) {
    return exchange(() -> {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw CliException.refused(reason(answer.statusCode(), answer.body()));
      }
      return answer.body();
    });
  }

  @FunctionalInterface
  private interface Exchange {
    String run() throws IOException, InterruptedException;
  }

  private String exchange(Exchange exchange) {
    try {
      return exchange.run();
    } catch (IOException e) {
      throw CliException.refused(
          "No answer from %s. Start a server with 'attune serve', or say where it is with --base-url"
              .formatted(root));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.refused("Interrupted");
    }
  }

  private static String reason(int status, String body) {
    try {
      String sentence = ServiceErrors.sentence(WireJson.mapper().readValue(body, ErrorBody.class));
      return status == 401 ? sentence + " " + ServiceErrors.KEY_HINT : sentence;
    } catch (JacksonException | NullPointerException e) {
      return "The server answered %d without a reason".formatted(status);
    }
  }
}
