package dev.attune.server.pages;

import dev.attune.platform.models.ListedModel;
import dev.attune.platform.models.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Two models that are asked the same; scripts ask, through {@link SessionApi}. */
@RestController
final class PlaygroundPages {
  private final Models models;
  private final Html html;

  PlaygroundPages(Models models, Html html) {
    this.models = models;
    this.html = html;
  }

  @GetMapping("/playground")
  void show(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    List<String> names = models.list(visitor.project()).stream().map(ListedModel::name).toList();
    String left = chosen(request, "left", names, names.isEmpty() ? "" : names.getLast());
    String right = chosen(request, "right", names, baseOf(left, names));
    html.show(
        response,
        "playground",
        new PlaygroundPage(Frame.of(visitor, "playground", "Playground"), names, left, right));
  }

  private static String chosen(
      HttpServletRequest request, String parameter, List<String> names, String usual) {
    String name = Objects.requireNonNullElse(request.getParameter(parameter), "");
    return names.contains(name) ? name : usual;
  }

  /** A tuned model is best seen beside what it was before; its name says what that is. */
  private static String baseOf(String model, List<String> names) {
    String[] parts = model.split(":", 3);
    return parts.length == 3 && names.contains(parts[1])
        ? parts[1]
        : names.isEmpty() ? "" : names.getFirst();
  }
}
