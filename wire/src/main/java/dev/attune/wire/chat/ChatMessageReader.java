package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each role may and must say. */
final class ChatMessageReader {
  private static final int ANY = Integer.MAX_VALUE;

  private ChatMessageReader() {}

  static ChatMessage message(JsonObject o) {
    return switch (o.required("role").oneOf(Role.values())) {
      case SYSTEM -> new ChatMessage.System(text(o), name(o));
      case DEVELOPER -> new ChatMessage.Developer(text(o), name(o));
      case USER -> new ChatMessage.User(content(o, ContentPart.Type.OF_USERS), name(o));
      case ASSISTANT -> assistant(o);
      case TOOL -> new ChatMessage.Tool(text(o), o.required("tool_call_id").string());
      case FUNCTION -> function(o);
    };
  }

  private static ChatMessage assistant(JsonObject o) {
    o.ignore("annotations"); // what the API answered comes back as history
    o.optional("audio")
        .ifPresent(f -> {
          throw f.unsupported();
        });
    List<ToolCall> toolCalls =
        o.optional("tool_calls").map(f -> f.list(ANY, ToolCall::read)).orElse(List.of());
    Optional<FunctionCall> functionCall = o.optional("function_call").map(FunctionCall::read);
    Optional<String> refusal = o.optional("refusal").map(JsonField::string);
    boolean mayBeSilent = !toolCalls.isEmpty() || functionCall.isPresent() || refusal.isPresent();
    Optional<JsonField> content =
        mayBeSilent ? o.optional("content") : Optional.of(o.required("content"));
    return new ChatMessage.Assistant(
        content.map(f -> Content.read(f, ContentPart.Type.OF_ASSISTANTS)).orElse(null),
        refusal.orElse(null),
        name(o),
        toolCalls,
        functionCall.orElse(null),
        o.optional("weight").map(f -> f.integer(0, 1)).orElse(null));
  }

  private static ChatMessage function(JsonObject o) {
    o.required("content");
    return new ChatMessage.Function(
        o.required("name").string(), o.optional("content").map(JsonField::string).orElse(null));
  }

  private static Content text(JsonObject o) {
    return content(o, ContentPart.Type.OF_OTHERS);
  }

  private static Content content(JsonObject o, List<ContentPart.Type> allowed) {
    return Content.read(o.required("content"), allowed);
  }

  private static @Nullable String name(JsonObject o) {
    return o.optional("name").map(JsonField::string).orElse(null);
  }
}
