package dev.attune.server.pages;

import dev.attune.platform.keys.Keys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Keys of the project; a new one is made by a script, which shows its secret once. */
@RestController
final class KeysPages {
  private final Keys keys;
  private final Html html;

  KeysPages(Keys keys, Html html) {
    this.keys = keys;
    this.html = html;
  }

  @GetMapping("/keys")
  void list(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    html.show(
        response,
        "keys",
        new KeysPage(
            Frame.of(visitor, "keys", "API keys"),
            keys.list(visitor.project()).stream()
                .map(key ->
                    new KeysPage.KeyRow(
                        key.id(),
                        key.name(),
                        key.redacted(),
                        Words.time(key.createdAt()),
                        key.id().equals(visitor.key().keyId())))
                .toList()));
  }

  @PostMapping("/keys/{id}/delete")
  void revoke(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    keys.revoke(PageGate.of(request).project(), id);
    Redirect.to(response, "/keys");
  }
}
