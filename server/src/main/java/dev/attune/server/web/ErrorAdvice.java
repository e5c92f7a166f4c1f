package dev.attune.server.web;

import dev.attune.server.answer.ClientLeft;
import dev.attune.server.answer.ErrorAnswer;
import dev.attune.server.answer.Failures;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiErrors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers for every handler that failed, and where there is no handler. */
@RestControllerAdvice
final class ErrorAdvice {

  @ExceptionHandler
  void answer(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (failure) {
      case ClientLeft _ -> {} // nobody is there to be told
      case Exception e when response.isCommitted() && isOfConnection(e) -> {}
      case ErrorResponse noRoute when noRoute.getStatusCode().is4xxClientError() ->
          ErrorAnswer.write(
              response, ApiErrors.unknownUrl(request.getMethod(), request.getRequestURI()));
      default -> ErrorAnswer.write(response, error(failure, request));
    }
  }

  /** The answer was under way when its reader went. */
  private static boolean isOfConnection(Exception failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(IOException.class::isInstance);
  }

  private static ApiError error(Exception failure, HttpServletRequest request) {
    return Failures.toError(failure, request.getMethod() + " " + request.getRequestURI());
  }
}
