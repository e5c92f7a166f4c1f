package dev.attune.server.gate;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose body must keep coming. */
final class SteadyRequest extends HttpServletRequestWrapper {
  private @Nullable ServletInputStream body;

  SteadyRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new SteadyBody(super.getInputStream(), System::nanoTime);
    }
    return body;
  }
}
