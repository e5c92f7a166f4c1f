package dev.attune.server.chat;

import dev.attune.server.answer.ClientLeft;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An answer of server-sent events, written from the thread that handles the request. A client that
 * left, or reads too slowly, ends it by {@link ClientLeft}.
 */
final class EventStream {
  private final OutputStream out;

  EventStream(OutputStream out) {
    this.out = out;
  }

  static EventStream begin(HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("X-Accel-Buffering", "no"); // proxies must not hold events back
    try {
      EventStream stream = new EventStream(response.getOutputStream());
      stream.out.flush();
      return stream;
    } catch (IOException e) {
      throw new ClientLeft(e);
    }
  }

  /** Passes on one line; the empty one ends an event and sends it. */
  void line(String line) {
    write(line + "\n", line.isEmpty());
  }

  /** Says nothing, so that both ends learn whether the other is still there. */
  void beat() {
    write(": waiting\n\n", true);
  }

  void error(ApiError error) {
    write("data: " + WireJson.text(ErrorBody.of(error)) + "\n\n", true);
  }

  private void write(String text, boolean flush) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      if (flush) {
        out.flush();
      }
    } catch (IOException e) {
      throw new ClientLeft(e);
    }
  }
}
