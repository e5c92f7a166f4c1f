package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of a conversation, in a request or in a line of a training file. */
public sealed interface ChatMessage {

  /** Who says it. */
  Role role();

  /** Instructions of whoever set the model up. */
  @SuppressWarnings("JavaLangClash") // always written ChatMessage.System; the wire's own word
  record System(Content content, @Nullable String name) implements ChatMessage {
    @Override
    public Role role() {
      return Role.SYSTEM;
    }
  }

  /** The same under the name that newer models use. */
  record Developer(Content content, @Nullable String name) implements ChatMessage {
    @Override
    public Role role() {
      return Role.DEVELOPER;
    }
  }

  /** What a person says. */
  record User(Content content, @Nullable String name) implements ChatMessage {
    @Override
    public Role role() {
      return Role.USER;
    }
  }

  /**
   * What the model said, or should learn to say.
   *
   * @param content null only beside a refusal, tool calls or a function call
   * @param functionCall the older spelling of one tool call
   * @param weight in training: 0 keeps the message out of the loss, 1 or null keeps it in
   */
  record Assistant(
      @Nullable Content content,
      @Nullable String refusal,
      @Nullable String name,
      List<ToolCall> toolCalls,
      @Nullable FunctionCall functionCall,
      @Nullable Integer weight)
      implements ChatMessage {
    public Assistant {
      toolCalls = List.copyOf(toolCalls);
    }

    @Override
    public Role role() {
      return Role.ASSISTANT;
    }
  }

  /** What a tool answered. */
  record Tool(Content content, String toolCallId) implements ChatMessage {
    @Override
    public Role role() {
      return Role.TOOL;
    }
  }

  /** What a function answered, in the older spelling. */
  record Function(String name, @Nullable String content) implements ChatMessage {
    @Override
    public Role role() {
      return Role.FUNCTION;
    }
  }

  /** Reads one message strictly. */
  static ChatMessage read(JsonField field) {
    return field.object(ChatMessageReader::message);
  }
}
