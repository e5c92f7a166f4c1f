package dev.attune.server.gate;

import dev.attune.server.answer.AnswerHeaders;
import dev.attune.server.answer.ErrorAnswer;
import dev.attune.server.answer.Failures;
import dev.attune.wire.errors.ApiError;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The one way in: every request passes all gates in their order, or gets an error. */
public final class EntranceFilter implements Filter {
  /** Of a body that nobody wants, so that its sender hears why before the connection ends. */
  private static final int MOST_LEFTOVERS = 16 << 20;

  private static final int BUFFER = 64 << 10;

  private final List<Gate> gates;
  private final BodyBudget budget;

  public EntranceFilter(List<Gate> gates, BodyBudget budget) {
    this.gates = List.copyOf(gates);
    this.budget = budget;
  }

  @Override
  public void doFilter(
      ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
      throws IOException {
    SteadyRequest request = new SteadyRequest((HttpServletRequest) plainRequest);
    StampedResponse response = new StampedResponse((HttpServletResponse) plainResponse);
    try {
      pass(request, response);
      try (BodyBudget.Share _ = budget.take(request)) {
        chain.doFilter(request, response);
      }
    } catch (RuntimeException | ServletException e) {
      ApiError error = Failures.toError(e, request.getMethod() + " " + request.getRequestURI());
      ErrorAnswer.write(response, error);
    }
    response.stamp();
    if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST && hasBody(request)) {
      response.flushBuffer();
      swallow(request);
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response) {
    for (Gate gate : gates) {
      gate.check(request);
    }
    Caller.find(request)
        .ifPresent(
            opened -> response.setHeader(AnswerHeaders.ORGANIZATION, opened.organization().name()));
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private static void swallow(HttpServletRequest request) {
    try {
      InputStream in = request.getInputStream();
      byte[] buffer = new byte[BUFFER];
      for (int left = MOST_LEFTOVERS, read = 0; left > 0 && read >= 0; left -= read) {
        read = in.read(buffer);
      }
    } catch (IOException | RuntimeException gone) {
      // The answer was given; nothing depends on the rest.
    }
  }
}
