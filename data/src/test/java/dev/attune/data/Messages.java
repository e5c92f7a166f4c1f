package dev.attune.data;

import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireJson;
import java.util.List;

/** Messages for tests. */
public final class Messages {
  private Messages() {}

  public static ChatMessage user(String text) {
    return new ChatMessage.User(new Content.Text(text), null);
  }

  public static ChatMessage system(String text) {
    return new ChatMessage.System(new Content.Text(text), null);
  }

  public static ChatMessage assistant(String text) {
    return new ChatMessage.Assistant(new Content.Text(text), null, null, List.of(), null, null);
  }

  /** Reads a list of messages with single quotes for double ones. */
  public static List<ChatMessage> of(String json) {
    String body = "{\"messages\": %s}".formatted(json.replace('\'', '"'));
    return JsonObject.read(
        WireJson.parse(body, JsonLimits.LINE), o -> o.required("messages").list(ChatMessage::read));
  }
}
