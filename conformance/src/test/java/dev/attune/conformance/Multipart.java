package dev.attune.conformance;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A form with one file, byte for byte. */
final class Multipart {
  private static final String BOUNDARY = "----attune";

  private Multipart() {}

  static HttpRequest post(String url, String key, Map<String, String> texts, String fileField) {
    return post(url, key, texts, fileField, Samples.trainingLines(16));
  }

  static HttpRequest post(
      String url, String key, Map<String, String> texts, String fileField, byte[] content) {
    StringBuilder body = new StringBuilder();
    texts.forEach((name, value) ->
        body.append(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, name, value)));
    body.append(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.jsonl\"\r\n\r\n"
            .formatted(BOUNDARY, fileField));
    body.append(new String(content, StandardCharsets.UTF_8));
    body.append("\r\n--%s--\r\n".formatted(BOUNDARY));
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }
}
