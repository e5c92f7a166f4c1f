package dev.attune.server.pages;

import dev.attune.server.answer.ClientLeft;
import dev.attune.server.answer.ErrorAnswer;
import dev.attune.server.answer.Failures;
import dev.attune.server.gate.PagePaths;
import dev.attune.wire.errors.ApiError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says to people what went wrong, in the words that the API says it to programs. */
@RestControllerAdvice(basePackageClasses = PageErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageErrors {
  private final Html html;

  PageErrors(Html html) {
    this.html = html;
  }

  @ExceptionHandler
  void show(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (failure instanceof ClientLeft || response.isCommitted()) {
      return;
    }
    ApiError error = error(failure, request);
    if (request.getRequestURI().startsWith(PagePaths.SESSION + "/")) {
      ErrorAnswer.write(response, error); // to a script
      return;
    }
    response.resetBuffer();
    response.setStatus(error.status());
    html.show(response, "error", new ErrorPage(error.status(), error.message()));
  }

  private static ApiError error(Exception failure, HttpServletRequest request) {
    return failure instanceof ErrorResponse missing && missing.getStatusCode().is4xxClientError()
        ? new ApiError(404, ApiError.INVALID_REQUEST, null, null, "There is no such page.")
        : Failures.toError(failure, request.getMethod() + " " + request.getRequestURI());
  }
}
