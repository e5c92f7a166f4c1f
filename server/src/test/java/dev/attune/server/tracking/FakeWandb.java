package dev.attune.server.tracking;

import dev.attune.server.raw.RawRequest;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the client of Weights and Biases takes its service for: a GraphQL mutation that makes runs,
 * and files of runs whose lines are written by number. It fails as it is told, before it has done
 * what it was asked or after.
 */
final class FakeWandb implements AutoCloseable {
  static final String KEY = "local-0123456789abcdef";
  private static final String ENTITY = "team of the key";

  private final ServerSocket listening;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger linesSent = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;

  /** A request that came whole; names of headers in small letters. */
  record Request(String path, Map<String, String> headers, JsonNode body) {}

  /** A run as people would see it. */
  static final class Run {
    final JsonNode variables;
    final List<JsonNode> history = new ArrayList<>();
    volatile @Nullable JsonNode summary;
    volatile @Nullable Integer exitCode;
    volatile String state = "running";

    Run(JsonNode variables) {
      this.variables = variables;
    }

    synchronized List<Integer> steps() {
      return history.stream().map(line -> line.path("_step").intValue()).toList();
    }

    JsonNode config(String name) {
      return WireJson.mapper()
          .readTree(variables.path("config").stringValue())
          .path(name)
          .path("value");
    }
  }

  /**
   * What goes wrong with each request.
   *
   * @param isDone whether it is done nevertheless
   */
  record Fault(boolean isDone, Manner manner) {
    static final Fault NONE = new Fault(true, Manner.NONE);

    enum Manner {
      NONE,
      ERROR,
      UNAVAILABLE_FOR_AN_HOUR,
      REDIRECT,
      ECHO_OF_THE_KEY,
      CUT,
      RESET,
      HANG
    }
  }

  FakeWandb() {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("wandb").start(this::listen);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  FakeWandb fails(Fault next) {
    fault = next;
    return this;
  }

  /** The run of a job in a project; null when there is none. */
  @Nullable Run run(String project, String job) {
    return runs.get(ENTITY + "/" + project + "/" + job);
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Lines of history that came, those that came twice too. */
  int linesSent() {
    return linesSent.get();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listening.accept();
        Thread.ofPlatform().daemon().name("wandb-request").start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Request request = read(socket.getInputStream());
      requests.add(request);
      Fault now = fault;
      String answer = now.isDone() ? answer(request) : "";
      socket.getOutputStream().write(spoilt(socket, now.manner(), answer));
    } catch (IOException theOtherEndLeft) {
      // As it may.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] spoilt(Socket socket, Fault.Manner manner, String answer)
      throws IOException, InterruptedException {
    String sent =
        switch (manner) {
          case NONE -> answer;
          case ERROR -> http(500, "", "{\"error\":\"oh\"}");
          case UNAVAILABLE_FOR_AN_HOUR -> http(429, "Retry-After: 3600\r\n", "slow down");
          case REDIRECT -> http(307, "Location: " + url() + "/elsewhere\r\n", "");
          case ECHO_OF_THE_KEY ->
              http(401, "", "{\"errors\":[{\"message\":\"no key " + KEY + "\"}]}");
          case CUT -> "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":";
          case RESET -> {
            socket.setSoLinger(true, 0);
            yield "";
          }
          case HANG -> {
            end.await();
            yield "";
          }
        };
    return sent.getBytes(StandardCharsets.UTF_8);
  }

  private String answer(Request request) {
    String pair =
        Base64.getEncoder().encodeToString(("api:" + KEY).getBytes(StandardCharsets.UTF_8));
    if (!("Basic " + pair).equals(request.headers().get("authorization"))) {
      return http(401, "", "{\"error\":\"user is not logged in\"}");
    }
    String[] path = request.path().split("/", -1);
    return switch (path[1]) {
      case "graphql" -> upsert(request.body());
      case "files" -> write(path[2] + "/" + path[3] + "/" + path[4], request.body());
      default -> http(404, "", "");
    };
  }

  private String upsert(JsonNode body) {
    JsonNode variables = body.path("variables");
    if (!body.path("operationName").asString("").equals("UpsertBucket")
        || !body.path("query").asString("").contains("upsertBucket(input:")
        || !variables.path("tags").valueStream().allMatch(tag -> tag.asString("").length() <= 64)) {
      return http(400, "", "{\"errors\":[{\"message\":\"invalid\"}]}");
    }
    String entity = variables.path("entity").asString(ENTITY);
    String project = variables.path("project").stringValue();
    String name = variables.path("name").stringValue();
    if (project.equals("forbidden")) {
      return http(200, "", "{\"errors\":[{\"message\":\"permission denied\"}]}");
    }
    runs.computeIfAbsent(entity + "/" + project + "/" + name, _ -> new Run(variables));
    return http(
        200,
        "",
        WireJson.text(
            Map.of(
                "data",
                Map.of(
                    "upsertBucket",
                    Map.of(
                        "bucket",
                        Map.of(
                            "name",
                            name,
                            "project",
                            Map.of("name", project, "entity", Map.of("name", entity))))))));
  }

  private String write(String run, JsonNode body) {
    Run to = runs.get(run.replace("%20", " "));
    if (to == null) {
      return http(404, "", "{\"error\":\"run not found\"}");
    }
    synchronized (to) {
      JsonNode chunk = body.path("files").path("wandb-history.jsonl");
      int at = chunk.path("offset").asInt(0);
      if (at > to.history.size()) {
        return http(400, "", "{\"error\":\"a gap\"}");
      }
      for (JsonNode line : chunk.path("content")) {
        linesSent.incrementAndGet();
        JsonNode parsed = WireJson.mapper().readTree(line.stringValue());
        if (at < to.history.size()) {
          to.history.set(at, parsed);
        } else {
          to.history.add(parsed);
        }
        at++;
      }
      JsonNode summary = body.path("files").path("wandb-summary.json").path("content").path(0);
      if (summary.isString()) {
        to.summary = WireJson.mapper().readTree(summary.stringValue());
      }
      to.state = body.path("preempting").asBoolean(false) ? "preempting" : "running";
      if (body.path("complete").asBoolean(false)) {
        to.exitCode = Objects.requireNonNull(body.path("exitcode").numberValue()).intValue();
      }
    }
    return http(200, "", "{\"limits\":{}}");
  }

  private static String http(int status, String headers, String body) {
    return "HTTP/1.1 %d X\r\n%sConnection: close\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, headers, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  private static Request read(InputStream in) throws IOException {
    RawRequest raw = RawRequest.read(in);
    return new Request(
        raw.line().split(" ", 3)[1], raw.headers(), WireJson.mapper().readTree(raw.body()));
  }

  @Override
  public void close() {
    end.countDown();
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
