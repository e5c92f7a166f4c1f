package dev.attune.server.pages;

import dev.attune.server.answer.ClientLeft;
import dev.attune.server.answer.Failures;
import dev.attune.wire.errors.ApiError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
  void show(Exception failure, HttpServletRequest request, HttpServletResponse response) {
    if (failure instanceof ClientLeft || response.isCommitted()) {
      return;
    }
    ErrorPage page =
        failure instanceof ErrorResponse missing && missing.getStatusCode().is4xxClientError()
            ? new ErrorPage(404, "There is no such page.")
            : page(Failures.toError(failure, request.getMethod() + " " + request.getRequestURI()));
    response.resetBuffer();
    response.setStatus(page.status());
    html.show(response, "error", page);
  }

  private static ErrorPage page(ApiError error) {
    return new ErrorPage(error.status(), error.message());
  }
}
