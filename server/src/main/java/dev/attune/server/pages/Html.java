package dev.attune.server.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Templates, which were compiled with the server, and how they reach a browser. */
final class Html {
  private static final String SEEN = "x-seen";

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  /**
   * Answers with a piece that a page asks for again and again: with nothing when the page shows the
   * same already, so that whatever is focused or selected there stays.
   */
  void showPart(
      HttpServletRequest request, HttpServletResponse response, String template, Object model) {
    Utf8ByteOutput html = new Utf8ByteOutput();
    engine.render(template + ".jte", model, html);
    String fingerprint = Integer.toHexString(Arrays.hashCode(html.toByteArray()));
    if (fingerprint.equals(request.getHeader(SEEN))) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    response.setHeader(SEEN, fingerprint);
    write(response, html);
  }

  /** Answers with a page; {@code model} is what its template asks for. */
  void show(HttpServletResponse response, String template, Object model) {
    Utf8ByteOutput html = new Utf8ByteOutput();
    engine.render(template + ".jte", model, html);
    write(response, html);
  }

  private static void write(HttpServletResponse response, Utf8ByteOutput html) {
    response.setContentType("text/html;charset=utf-8");
    response.setContentLength(html.getContentLength());
    try {
      html.writeTo(response.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
