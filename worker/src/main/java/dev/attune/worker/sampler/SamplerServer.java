package dev.attune.worker.sampler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.attune.model.decoder.ModelException;
import dev.attune.torch.TorchException;
import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.chat.Usage;
import dev.attune.wire.chat.UsageComment;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.errors.ApiException;
import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** The sampler's routes on the loopback address. Every request carries the token. */
final class SamplerServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SamplerServer.class.getName());

  static {
    // Without it, every answer on a kept connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ChatCompletions completions;
  private final ServedModels models;
  private final byte[] authorization;
  private final HttpServer http;

  SamplerServer(ChatCompletions completions, ServedModels models, String token) throws IOException {
    this.completions = completions;
    this.models = models;
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        checkToken(exchange);
        route(exchange);
      } catch (ApiException e) {
        answer(exchange, e.error().status(), ErrorBody.of(e.error()));
      } catch (RuntimeException e) {
        LOG.log(
            Level.ERROR, exchange.getRequestURI().getPath() + " failed; the client gets a 500", e);
        answer(exchange, 500, ErrorBody.of(ApiErrors.internal()));
      }
    }
  }

  private void checkToken(HttpExchange exchange) {
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    byte[] bytes = sent == null ? new byte[0] : sent.getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(bytes, authorization)) {
      throw ApiErrors.missingKey().toException();
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    switch (route) {
      case "POST /v1/chat/completions" -> chat(exchange);
      case "POST /v1/load_lora_adapter" -> load(exchange);
      case "POST /v1/unload_lora_adapter" -> unload(exchange);
      case "GET /health" -> exchange.sendResponseHeaders(200, -1);
      default ->
          throw ApiErrors.unknownUrl(
                  exchange.getRequestMethod(), exchange.getRequestURI().getPath())
              .toException();
    }
  }

  private void chat(HttpExchange exchange) throws IOException {
    ChatCompletionRequest request = ChatCompletionRequest.read(body(exchange, JsonLimits.CHAT));
    if (request.streaming().stream()) {
      stream(exchange, completions.stream(request));
    } else {
      answer(exchange, 200, completions.complete(request));
    }
  }

  private static void stream(HttpExchange exchange, ChatCompletions.Stream stream)
      throws IOException {
    try (stream) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      write(stream, exchange.getResponseBody());
    }
  }

  private static void write(ChatCompletions.Stream stream, OutputStream out) {
    try {
      stream.writeTo(chunk -> write(out, stream.usage(), WireJson.text(chunk)));
      write(out, stream.usage(), "[DONE]");
    } catch (UncheckedIOException clientLeft) {
      LOG.log(Level.DEBUG, "The client left a stream", clientLeft);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A stream failed; the client gets an error event", e);
      writeLines(out, "data: " + WireJson.text(ErrorBody.of(ApiErrors.internal())) + "\n\n");
    }
  }

  /** The counts go before the words: whoever has heard a word can count it. */
  private static void write(OutputStream out, Usage usage, String data) {
    writeLines(out, UsageComment.line(usage) + "\ndata: " + data + "\n\n");
  }

  private static void writeLines(OutputStream out, String lines) {
    try {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(HttpExchange exchange) throws IOException {
    JsonNode body = body(exchange, JsonLimits.SMALL);
    try {
      JsonObject.read(
          body,
          o -> {
            String name = o.required("lora_name").string();
            models.load(name, Path.of(o.required("lora_path").string()));
            return name;
          });
    } catch (ModelException | TorchException e) {
      throw ApiError.badRequest("lora_path", String.valueOf(e.getMessage())).toException();
    }
    exchange.sendResponseHeaders(200, -1);
  }

  private void unload(HttpExchange exchange) throws IOException {
    String name =
        JsonObject.read(body(exchange, JsonLimits.SMALL), o -> o.required("lora_name").string());
    if (!models.unload(name)) {
      throw ApiErrors.modelNotServed(name).toException();
    }
    exchange.sendResponseHeaders(200, -1);
  }

  private static JsonNode body(HttpExchange exchange, JsonLimits limits) throws IOException {
    return WireJson.parse(exchange.getRequestBody().readNBytes(limits.bytes() + 1), limits);
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = WireJson.bytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
