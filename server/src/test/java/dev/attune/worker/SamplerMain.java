package dev.attune.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.attune.wire.chat.ChatCompletion;
import dev.attune.wire.chat.ChatCompletionChunk;
import dev.attune.wire.chat.FinishReason;
import dev.attune.wire.chat.ServiceTier;
import dev.attune.wire.chat.Usage;
import dev.attune.wire.chat.UsageComment;
import dev.attune.wire.json.WireJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * Stands where the real sampler would and does what the last message tells it to. What it saw
 * stands in {@code sampler-log} in the model's directory.
 */
public final class SamplerMain {
  private final JsonNode spec;
  private final List<String> loaded = new CopyOnWriteArrayList<>();

  private SamplerMain(JsonNode spec) {
    this.spec = spec;
  }

  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SamplerMain sampler = new SamplerMain(WireJson.mapper().readTree(in.readLine()));
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", sampler::handle);
    http.start();
    sampler.log("started");
    Path directory = Path.of(sampler.spec.path("directory").stringValue());
    if (Files.exists(directory.resolve("crash"))) {
      Runtime.getRuntime().halt(134);
    }
    System.out.println("{\"type\":\"loading\",\"done\":1,\"total\":2}");
    if (Files.exists(directory.resolve("slow"))) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
    System.out.println("{\"type\":\"ready\",\"port\":%d}".formatted(http.getAddress().getPort()));
    while (in.readLine() != null) {
      // Lives as long as its input.
    }
    System.exit(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String token = "Bearer " + spec.path("token").stringValue();
      if (!token.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, "{}");
        return;
      }
      JsonNode body = WireJson.mapper().readTree(exchange.getRequestBody());
      if (exchange.getRequestURI().getPath().equals("/v1/load_lora_adapter")) {
        load(exchange, body);
      } else {
        chat(exchange, body);
      }
    }
  }

  private void load(HttpExchange exchange, JsonNode body) throws IOException {
    String name = body.path("lora_name").stringValue();
    log("load %s from %s".formatted(name, body.path("lora_path").stringValue()));
    if (name.contains("broken")) {
      answer(exchange, 400, "{}");
    } else {
      loaded.add(name);
      answer(exchange, 200, "");
    }
  }

  private void chat(HttpExchange exchange, JsonNode body) throws IOException {
    String wish = body.path("messages").path(0).path("content").stringValue();
    String model = body.path("model").stringValue();
    log("chat as %s: %s".formatted(model, wish));
    if (!model.equals(spec.path("model").stringValue()) && !loaded.contains(model)) {
      answer(exchange, 404, "{}");
    } else if (wish.equals("refuse")) {
      answer(
          exchange,
          400,
          "{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\",\"param\":\"tools\",\"code\":null}}");
    } else if (body.path("stream").asBoolean(false)) {
      stream(exchange, wish);
    } else if (wish.equals("die")) {
      Runtime.getRuntime().halt(137);
    } else {
      answer(exchange, 200, whole(model, wish));
    }
  }

  /** Wishes of a stream: {@code die}, {@code fail}, {@code forever}, or how many chunks. */
  private void stream(HttpExchange exchange, String wish) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    switch (wish) {
      case "die" -> {
        say(out, chunk("a"));
        Runtime.getRuntime().halt(137);
      }
      case "fail" -> {
        say(out, chunk("a"));
        say(
            out,
            "{\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"param\":null,\"code\":null}}");
      }
      case "forever" -> forever(out);
      default -> {
        for (int i = 0; i < Integer.parseInt(wish); i++) {
          count(out, i + 1);
          say(out, chunk("part " + i));
          LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        say(out, "[DONE]");
      }
    }
  }

  private void forever(OutputStream out) throws IOException {
    try {
      for (int i = 1; ; i++) {
        count(out, i);
        say(out, chunk("x"));
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    } catch (IOException nobodyReads) {
      log("stopped");
    }
  }

  private static String whole(String model, String text) {
    return WireJson.text(
        new ChatCompletion(
            "chatcmpl-1",
            1,
            model,
            List.of(
                new ChatCompletion.Choice(
                    0, ChatCompletion.Message.of(text), null, FinishReason.STOP)),
            Usage.of(10, 2, 4),
            ServiceTier.DEFAULT,
            null));
  }

  private static String chunk(String text) {
    return WireJson.text(
        new ChatCompletionChunk(
            "chatcmpl-1",
            1,
            "model",
            ServiceTier.DEFAULT,
            null,
            List.of(
                new ChatCompletionChunk.Choice(0, ChatCompletionChunk.Delta.of(text), null, null)),
            null,
            null));
  }

  private static void count(OutputStream out, int tokens) throws IOException {
    out.write((UsageComment.line(Usage.of(10, tokens, 4)) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void say(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private synchronized void log(String line) throws IOException {
    Path log = Path.of(spec.path("directory").stringValue()).resolve("sampler-log");
    Files.writeString(
        log,
        line + "\n",
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
  }
}
