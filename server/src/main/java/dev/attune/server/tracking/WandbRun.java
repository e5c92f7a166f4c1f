package dev.attune.server.tracking;

import dev.attune.platform.tracking.Point;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of Weights and Biases: where it is, and how far it is.
 *
 * @param entity the user or team that it belongs to, as the service said
 * @param name the job's id
 * @param lines of its history that the service has
 * @param summary the last value of everything
 */
record WandbRun(
    String entity, String project, String name, long lines, Map<String, Object> summary) {
  private static final double MILLIS = 1000;

  WandbRun {
    summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
  }

  static WandbRun of(String entity, String project, String name) {
    return new WandbRun(entity, project, name, 0, Map.of());
  }

  /** The same after some points more. */
  WandbRun with(List<Point> points, Instant begin) {
    Map<String, Object> last = new LinkedHashMap<>(summary);
    points.forEach(point -> last.putAll(line(point, begin)));
    return new WandbRun(entity, project, name, lines + points.size(), last);
  }

  /** A line of its history; what begins with an underscore is the service's own. */
  static Map<String, Object> line(Point point, Instant begin) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("_step", point.step());
    line.put("_timestamp", point.at().toEpochMilli() / MILLIS);
    line.put("_runtime", Duration.between(begin, point.at()).toMillis() / MILLIS);
    line.putAll(point.values());
    return line;
  }

  URI fileStream(URI baseUrl) {
    return URI.create(
        "%s/files/%s/%s/%s/file_stream"
            .formatted(baseUrl, escaped(entity), escaped(project), escaped(name)));
  }

  /** Its page for people: the cloud's is not where its API is, that of an own server is. */
  URI page(URI baseUrl) {
    String site =
        baseUrl
            .toString()
            .replaceFirst("://api\\.wandb\\.", "://wandb.")
            .replaceFirst("://api\\.", "://app.");
    return URI.create(
        "%s/%s/%s/runs/%s".formatted(site, escaped(entity), escaped(project), escaped(name)));
  }

  private static String escaped(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
