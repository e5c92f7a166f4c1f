package dev.attune.server.chat;

import dev.attune.platform.owner.Project;
import dev.attune.server.web.JsonBody;
import dev.attune.wire.json.JsonLimits;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks a model. */
@RestController
final class ChatController {
  private final ChatRelay relay;
  private final Turnstile turnstile;

  ChatController(ChatRelay relay, Turnstile turnstile) {
    this.relay = relay;
    this.turnstile = turnstile;
  }

  @PostMapping("/v1/chat/completions")
  void create(Project project, JsonBody body, HttpServletResponse response) {
    try (Turnstile.Pass _ = turnstile.enter(project)) {
      relay.answer(project, ChatQuestion.read(body.tree(JsonLimits.CHAT)), response);
    }
  }
}
