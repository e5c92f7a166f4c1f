package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What never gets past the entrance: foreign pages, bad HTTP, too much of anything. */
@SuppressWarnings("NullAway.Init")
final class EntranceTest {
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @TempDir private static Path data;
  private static TestServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = TestServer.start(data, "--allowed-host", "Tuner.Example,other.example");
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example.",
        "tuner.example.evil",
        "2130706433"
      })
  void aNameThatIsNotOursIsRefusedWhateverTheMethod(String host) {
    for (String method : METHODS) {
      Answer answer = askedAs(host, method + " /v1/models");

      assertThat(answer.status()).as(method).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("host_not_allowed");
    }
    assertThat(askedAs(host, "GET /healthz").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1",
        "127.0.0.1",
        "127.0.0.1:9999",
        "10.1.2.3:80",
        "[::1]:8080",
        "tuner.example",
        "TUNER.example:443",
        "other.example"
      })
  void anAddressLocalhostAndAllowedNamesAreOurs(String host) {
    assertThat(askedAs(host, "GET /v1/models").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://localhost:1",
        "http://127.0.0.1",
        "null",
        "",
        "file://",
        "chrome-extension://abc"
      })
  void aPageOfAnotherSiteIsRefusedWhateverTheMethod(String origin) {
    for (String method : METHODS) {
      Answer answer = client.raw(client.head(method + " /v1/models", "Origin: " + origin));

      assertThat(answer.status()).as(method).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("origin_not_allowed");
      assertThat(answer.header("access-control-allow-origin")).isEmpty();
    }
  }

  @Test
  void aPageOfOurOwnMayAsk() {
    String origin = "Origin: http://127.0.0.1:%d".formatted(client.port());

    assertThat(client.raw(client.head("GET /v1/models", origin)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "\u0016\u0003\u0001\u0000\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET http://evil.example/v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
        "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n",
        "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
        "GET /v1/models HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\n\r\n",
        "GET /..%c0%af HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"
      })
  void whatIsNotHttpGetsTheSameErrorBody(String request) {
    Answer answer = client.raw(request);

    assertThat(answer.status()).isIn(400, 417, 505);
    assertThat(answer.message()).isNotBlank();
    assertThat(answer.header("x-request-id")).matches("req_[0-9a-f]{32}");
    assertThat(answer.header("openai-version")).isEqualTo("2020-10-01");
    assertThat(answer.header("server")).isEmpty();
  }

  @Test
  void headersOfSixteenKibibytesAreTheMost() {
    String room = "x".repeat(16 * 1024 - 512);

    assertThat(client.raw(client.head("GET /v1/models", "A: " + room)).status()).isEqualTo(200);
    assertThat(client.raw(client.head("GET /v1/models", "A: " + room + room)).status())
        .isEqualTo(431);
  }

  @Test
  void aHundredHeadersAreTheMost() {
    String[] headers = new String[97]; // beside Host, Authorization and Connection

    java.util.Arrays.setAll(headers, i -> "h" + i + ": x");
    assertThat(client.raw(client.head("GET /v1/models", headers)).status()).isEqualTo(200);
    headers[0] = "a: x\r\nb: x";
    assertThat(client.raw(client.head("GET /v1/models", headers)).status()).isEqualTo(431);
  }

  @Test
  void aUrlOfEightKibibytesIsTheMost() {
    String room = "x".repeat(8 * 1024 - "/v1/models".length());

    assertThat(client.get("/v1/models?" + room).status()).isEqualTo(200);
    assertThat(client.get("/v1/models?" + room + "x").status()).isEqualTo(414);
    assertThat(client.raw(client.head("GET /" + "x".repeat(20_000))).status()).isIn(414, 431);
  }

  @Test
  void aSmallBodyMayBeOneMebibyte() {
    String body = "{\"name\":\"%s\"}";
    int room = (1 << 20) - body.formatted("").length();

    // Just fits, and is then too long for a name.
    assertThat(client.post("/attune/v1/keys", body.formatted("x".repeat(room))).status())
        .isEqualTo(400);
    assertThat(client.post("/attune/v1/keys", body.formatted("x".repeat(room + 1))).status())
        .isEqualTo(413);
  }

  @Test
  void aChatMayBeSixteenMebibytes() {
    String body =
        "{\"model\":\"none\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"%s\"}]}";
    String part = "x".repeat(5 << 20);
    int room = (16 << 20) - body.formatted(part, part, "").length();

    assertThat(
            client
                .post("/v1/chat/completions", body.formatted(part, part, "x".repeat(room)))
                .code())
        .isEqualTo("model_not_found");
    assertThat(
            client
                .post("/v1/chat/completions", body.formatted(part, part, "x".repeat(room + 1)))
                .status())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nonsense",
        "[]",
        "null",
        "{\"name\":1e999999999}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"name\":\"\\ud800\"}",
        "{\"name\":\"a\",\"admin\":true}",
        "{\"name\":null}",
        "{\"name\":\"\"}"
      })
  void aBodyThatIsWrongIsRefusedWithoutAWordOfOurInside(String body) {
    assertThat(client.post("/attune/v1/keys", body).status()).isEqualTo(400);
  }

  @Test
  void deepAndLongJsonIsRefused() {
    String deep = "{\"name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String number = "{\"name\":" + "9".repeat(900_000) + "}";

    assertThat(client.post("/attune/v1/keys", deep).code()).isEqualTo("json_limit_exceeded");
    assertThat(client.post("/attune/v1/keys", number).code()).isEqualTo("json_limit_exceeded");
  }

  @Test
  void jsonThatComesByteByByteIsReadAlike() {
    byte[] body = "{\"name\":\"slow\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    List<byte[]> bytes = new java.util.ArrayList<>();
    for (byte each : body) {
      bytes.add(new byte[] {each});
    }

    assertThat(
            client
                .send(client.request("/attune/v1/keys").POST(BodyPublishers.ofByteArrays(bytes)))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aCompressedBodyIsNotUnpacked() {
    Answer answer =
        client.send(
            client
                .request("/attune/v1/keys")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[100])));

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void aQueryThatCannotBeDecodedIsRefused() {
    assertThat(client.raw(client.head("GET /v1/files?after=%zz")).status()).isEqualTo(400);
    assertThat(client.raw(client.head("GET /v1/files?limit=%")).status()).isEqualTo(400);
    assertThat(client.get("/v1/files?&&=&x").status()).isEqualTo(200);
  }

  private static Answer askedAs(String host, String line) {
    String head = client.head(line);
    return client.raw(head.replaceFirst("Host: [^\r]*", "Host: " + host));
  }
}
