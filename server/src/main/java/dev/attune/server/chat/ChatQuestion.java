package dev.attune.server.chat;

import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.chat.Length;
import dev.attune.wire.json.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for an answer that is right by the wire; it goes on as it came, but for the model's
 * name.
 *
 * @param estimatedTokens of the messages, and of the answers where the client says how long they
 *     may be
 */
record ChatQuestion(String model, boolean stream, long estimatedTokens, ObjectNode body) {
  /** Of text that nobody has tokenized yet, as OpenAI estimates it. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  static ChatQuestion read(JsonNode body) {
    ChatCompletionRequest request = ChatCompletionRequest.read(body);
    request
        .unsupported()
        .ifPresent(error -> {
          throw error.toException();
        });
    return new ChatQuestion(
        request.model(),
        request.streaming().stream(),
        estimatedTokens(request.length(), body.path("messages")),
        (ObjectNode) body);
  }

  private static long estimatedTokens(Length length, JsonNode messages) {
    long answers = length.maxTokens() == null ? 0 : (long) length.maxTokens() * length.choices();
    return 1 + messages.toString().length() / CHARACTERS_PER_TOKEN + answers;
  }

  /** The bytes for a sampler that knows the model by another name. */
  byte[] naming(String name) {
    return WireJson.bytes(body.put("model", name));
  }
}
