package dev.attune.server.gate;

import dev.attune.server.answer.AnswerHeaders;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;

/** Says how long the work took, at the last moment before headers may leave. */
final class StampedResponse extends HttpServletResponseWrapper {
  private final long begun = System.nanoTime();

  StampedResponse(HttpServletResponse response) {
    super(response);
    AnswerHeaders.begin(response::setHeader);
  }

  void stamp() {
    if (!isCommitted()) {
      long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      setHeader(AnswerHeaders.PROCESSING_MILLIS, Long.toString(millis));
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    stamp();
    return super.getOutputStream();
  }
}
