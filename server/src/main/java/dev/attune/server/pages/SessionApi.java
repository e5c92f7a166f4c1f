package dev.attune.server.pages;

import dev.attune.server.gate.Caller;
import dev.attune.server.gate.PagePaths;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The API for the scripts of pages: the same requests, for whoever is signed in. So pages do
 * nothing that a program could not, and what they send can be shown to be copied.
 */
@RestController
final class SessionApi {

  @RequestMapping(
      path = PagePaths.SESSION + "/{*path}",
      method = {RequestMethod.GET, RequestMethod.POST, RequestMethod.DELETE})
  void forward(@PathVariable String path, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (!path.startsWith("/v1/") && !path.startsWith("/attune/v1/")) {
      throw new ErrorResponseException(HttpStatus.NOT_FOUND);
    }
    Caller.set(request, PageGate.of(request).key());
    String sent = request.getRequestURI().substring(PagePaths.SESSION.length());
    Objects.requireNonNull(request.getRequestDispatcher(sent)).forward(request, response);
  }
}
