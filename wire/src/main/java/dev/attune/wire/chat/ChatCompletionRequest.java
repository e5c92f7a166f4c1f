package dev.attune.wire.chat;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.JsonObject;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request for an answer. Reading it says whether it is right by the wire; {@link #unsupported}
 * says whether Attune can do what it asks.
 */
public record ChatCompletionRequest(
    String model,
    List<ChatMessage> messages,
    Sampling sampling,
    Length length,
    Streaming streaming,
    LogprobsWanted logprobs,
    ResponseFormat responseFormat,
    ToolUse toolUse,
    Extras extras) {
  private static final int MODEL_LENGTH = 256;

  public ChatCompletionRequest {
    messages = List.copyOf(messages);
  }

  /** Reads a body strictly. */
  public static ChatCompletionRequest read(JsonNode body) {
    return JsonObject.read(body, ChatCompletionRequest::read);
  }

  private static ChatCompletionRequest read(JsonObject o) {
    return new ChatCompletionRequest(
        o.required("model").string(MODEL_LENGTH),
        o.required("messages").list(Integer.MAX_VALUE, ChatMessage::read),
        Sampling.read(o),
        Length.read(o),
        Streaming.read(o),
        LogprobsWanted.read(o),
        o.optional("response_format").map(ResponseFormat::read).orElse(new ResponseFormat.Text()),
        ToolUse.read(o),
        Extras.read(o));
  }

  /** The refusal of what would change the answer and is not done, by its name. */
  public Optional<ApiError> unsupported() {
    return Unsupported.in(this);
  }
}
