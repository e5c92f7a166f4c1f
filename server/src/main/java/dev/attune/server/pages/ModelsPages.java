package dev.attune.server.pages;

import dev.attune.platform.models.Models;
import dev.attune.platform.models.TunedModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Base models, and what was made of them. */
@RestController
final class ModelsPages {
  private final Models models;
  private final Html html;

  ModelsPages(Models models, Html html) {
    this.models = models;
    this.html = html;
  }

  @GetMapping("/models")
  void list(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    List<TunedModel> tuned = models.listTuned(visitor.project()).reversed();
    html.show(
        response,
        "models",
        new ModelsPage(
            Frame.of(visitor, "models", "Models"),
            models.listBases().stream().map(base -> BaseRow.of(base, tuned)).toList(),
            tuned.stream().map(TunedRow::of).toList()));
  }

  @PostMapping("/models/delete")
  void delete(HttpServletRequest request, HttpServletResponse response) {
    models.delete(
        PageGate.of(request).project(),
        Objects.requireNonNullElse(request.getParameter("name"), ""));
    Redirect.to(response, "/models");
  }
}
