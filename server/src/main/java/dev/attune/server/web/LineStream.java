package dev.attune.server.web;

import dev.attune.server.answer.ClientLeft;
import dev.attune.wire.json.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An answer of lines of JSON, for work that takes long. It begins with the first line, so that what
 * fails before is an answer of its own. Whoever works sends a line every few seconds, be it the
 * same again, so that both ends learn whether the other is still there.
 */
public final class LineStream {
  private final HttpServletResponse response;
  private boolean begun;

  public LineStream(HttpServletResponse response) {
    this.response = response;
  }

  /** Whether something was said already. */
  public synchronized boolean hasBegun() {
    return begun;
  }

  /**
   * Sends one line.
   *
   * @throws ClientLeft when nobody reads it
   */
  public synchronized void send(Object line) {
    if (!begun) {
      begun = true;
      response.setContentType("application/jsonl");
      response.setHeader("Cache-Control", "no-cache");
      response.setHeader("X-Accel-Buffering", "no"); // proxies must not hold lines back
    }
    try {
      response
          .getOutputStream()
          .write((WireJson.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
      response.flushBuffer();
    } catch (IOException e) {
      throw new ClientLeft(e);
    }
  }
}
