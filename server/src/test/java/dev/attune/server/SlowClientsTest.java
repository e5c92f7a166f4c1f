package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that say little, or much at once, take nothing from the others. */
@SuppressWarnings("NullAway.Init")
final class SlowClientsTest {
  private static final int MIB = 1 << 20;
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir private Path data;
  private final List<Socket> sockets = new ArrayList<>();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(data);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  @Test
  void hundredsOfHalfHeadersHoldNobodyUp() throws IOException {
    for (int i = 0; i < 300; i++) {
      say("GET /v1/models HTTP/1.1\r\nHost: loc");
    }

    assertAnswersSoon();
  }

  @Test
  void hundredsOfHalfBodiesHoldNobodyUp() throws IOException {
    for (int i = 0; i < 300; i++) {
      say(server.client().head("POST /attune/v1/keys", "Content-Length: 100") + "{");
    }

    assertAnswersSoon();
  }

  @Test
  void largeBodiesWaitTheirTurnAndSmallOnesDoNot() throws IOException {
    String head = server.client().head("POST /v1/chat/completions", "Content-Length: " + 15 * MIB);
    long fit = Runtime.getRuntime().maxMemory() / 8 / (15 * MIB);
    for (int i = 0; i < fit; i++) {
      say(head + "{");
    }
    awaitRefusal();

    assertThat(server.client().get("/v1/models").status()).isEqualTo(200);
    assertThat(server.client().upload("user_data", "x".repeat(4 * MIB)).status()).isEqualTo(200);
    assertThat(server.client().post("/attune/v1/keys", "{\"name\":\"small\"}").status())
        .isEqualTo(200);
    stopSaying();
    assertThat(large().status()).isEqualTo(404);
  }

  private void awaitRefusal() {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Answer answer = large();
    while (answer.status() != 429) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      answer = large();
    }
    assertThat(answer.header("retry-after")).isEqualTo("1");
  }

  private void stopSaying() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (large().status() == 429) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  /** A question of 15 MiB for a model that is not there. */
  private Answer large() {
    String part = "x".repeat(5 * MIB - 200);
    String message = "{\"role\":\"user\",\"content\":\"%s\"}".formatted(part);
    return server
        .client()
        .send(
            server
                .client()
                .request("/v1/chat/completions")
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\":\"none\",\"messages\":[%s,%s,%s]}"
                            .formatted(message, message, message))));
  }

  private void assertAnswersSoon() {
    long begun = System.nanoTime();

    Answer answer = server.client().get("/v1/models");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
  }

  private void say(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.client().port());
    sockets.add(socket);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
