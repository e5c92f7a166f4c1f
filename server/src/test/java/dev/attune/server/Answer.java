package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.json.WireJson;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** An answer; one that says an error is looked at whole, whichever test it is for. */
record Answer(int status, HttpHeaders headers, String body) {
  /** Names of classes, places in code, files of this machine, SQL and addresses in memory. */
  static final Pattern LEAK =
      Pattern.compile(
          "(java|dev\\.attune|org|jakarta|tools)\\.[a-z]+\\.|Exception|\\.java:|\\bat [a-z]+\\.|/tmp/|/home/|/root/|/work/|SELECT |INSERT |0x[0-9a-f]{6}");

  Answer {
    if (status >= 400) {
      checkError(status, body);
    }
  }

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  JsonNode json() {
    return WireJson.mapper().readTree(body);
  }

  String message() {
    return json().path("error").path("message").asString();
  }

  String code() {
    return json().path("error").path("code").asString("");
  }

  String param() {
    return json().path("error").path("param").asString("");
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  private static void checkError(int status, String body) {
    if (body.isEmpty() || body.contains("\"status\":\"unavailable\"")) {
      return; // to HEAD, and the health of a server that is not ready
    }
    JsonNode error = WireJson.mapper().readTree(body).path("error");
    assertThat(error.propertyNames()).as(body).containsExactly("message", "type", "param", "code");
    assertThat(error.path("message").isString()).as(body).isTrue();
    assertThat(error.path("type").asString())
        .isIn("invalid_request_error", "server_error", "requests");
    assertThat(status >= 500 && status != 505)
        .isEqualTo(error.path("type").asString().equals("server_error"));
    assertThat(body).doesNotContainPattern(LEAK);
  }
}
