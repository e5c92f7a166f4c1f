package dev.attune.server.chat;

import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.json.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for an answer that is right by the wire; it goes on as it came, but for the model's
 * name.
 */
record ChatQuestion(String model, boolean stream, ObjectNode body) {

  static ChatQuestion read(JsonNode body) {
    ChatCompletionRequest request = ChatCompletionRequest.read(body);
    request
        .unsupported()
        .ifPresent(error -> {
          throw error.toException();
        });
    return new ChatQuestion(request.model(), request.streaming().stream(), (ObjectNode) body);
  }

  /** The bytes for a sampler that knows the model by another name. */
  byte[] naming(String name) {
    return WireJson.bytes(body.put("model", name));
  }
}
