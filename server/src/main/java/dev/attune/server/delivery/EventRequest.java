package dev.attune.server.delivery;

import dev.attune.platform.webhooks.Attempt;
import dev.attune.wire.json.WireJson;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The one request of an attempt, byte for byte: https://www.standardwebhooks.com over HTTP/1.1. */
final class EventRequest {
  private static final String USER_AGENT = "Attune/1.0";

  private EventRequest() {}

  static byte[] of(Attempt attempt) {
    byte[] body = WireJson.bytes(EventJson.of(attempt.event()));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head(attempt, body).getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static String head(Attempt attempt, byte[] body) {
    String signature = attempt.secret().sign(attempt.deliveryId(), attempt.at(), body);
    return String.join(
        "\r\n",
        "POST %s HTTP/1.1".formatted(target(attempt.url())),
        "Host: " + host(attempt.url()),
        "User-Agent: " + USER_AGENT,
        "Content-Type: application/json",
        "Content-Length: " + body.length,
        "webhook-id: " + attempt.deliveryId(),
        "webhook-timestamp: " + attempt.at().getEpochSecond(),
        "webhook-signature: " + signature,
        "Connection: close",
        "",
        "");
  }

  private static String target(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  private static String host(URI url) {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }
}
