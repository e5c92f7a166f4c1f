package dev.attune.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests a second of a real server on the embedded default, asked from the same machine. */
final class RouteSpeed {
  private static final int CONNECTIONS = 16;
  private static final Duration LENGTH = Duration.ofSeconds(5);
  private static final List<String> ROUTES =
      List.of("/healthz", "/v1/models", "/v1/files", "/v1/fine_tuning/jobs");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;
  private final String key;

  private RouteSpeed(String root, String key) {
    this.root = root;
    this.key = key;
  }

  /** Requests a second, median and 99th percentile of each route. */
  static Map<String, List<String>> measure() {
    try (ServerProcess server = ServerProcess.start()) {
      RouteSpeed speed = new RouteSpeed(server.root(), server.key());
      Map<String, List<String>> results = new LinkedHashMap<>();
      for (String route : ROUTES) {
        speed.ask(route, LENGTH.dividedBy(2));
        results.put(route, speed.ask(route, LENGTH));
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> ask(String route, Duration length) {
    List<Long> nanos = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> futures = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        futures.add(threads.submit(() -> askUntil(route, System.nanoTime() + length.toNanos())));
      }
      for (Future<List<Long>> future : futures) {
        nanos.addAll(future.get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    Collections.sort(nanos);
    return List.of(
        "%,.0f".formatted((double) nanos.size() / length.toSeconds()),
        "%.1f ms".formatted(nanos.get(nanos.size() / 2) / 1e6),
        "%.1f ms".formatted(nanos.get(nanos.size() * 99 / 100) / 1e6));
  }

  private List<Long> askUntil(String route, long end) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + route))
            .header("Authorization", "Bearer " + key)
            .build();
    List<Long> nanos = new ArrayList<>();
    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
      HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("%s answered %d".formatted(route, response.statusCode()));
      }
      nanos.add(System.nanoTime() - start);
    }
    return nanos;
  }
}
