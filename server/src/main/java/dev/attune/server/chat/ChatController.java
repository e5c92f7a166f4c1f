package dev.attune.server.chat;

import dev.attune.platform.keys.Opened;
import dev.attune.platform.owner.Project;
import dev.attune.server.rates.Allowance;
import dev.attune.server.rates.RateLimits;
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
  private final RateLimits rates;
  private final UsageCounter counter;

  ChatController(ChatRelay relay, Turnstile turnstile, RateLimits rates, UsageCounter counter) {
    this.relay = relay;
    this.turnstile = turnstile;
    this.rates = rates;
    this.counter = counter;
  }

  @PostMapping("/v1/chat/completions")
  void create(Opened.OfProject key, JsonBody body, HttpServletResponse response) {
    Project project = key.project();
    try (Turnstile.Pass _ = turnstile.enter(project)) {
      ChatQuestion question = ChatQuestion.read(body.tree(JsonLimits.CHAT));
      Allowance allowance =
          rates.take(
              key.keyId(), question.model(), question.estimatedTokens(), response::setHeader);
      relay.answer(
          project,
          question,
          response,
          (model, usage) -> counter.count(key, model, usage, allowance));
    }
  }
}
