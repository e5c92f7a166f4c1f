package dev.attune.data.example;

import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.ToolDefinition;
import java.util.List;

/**
 * One line of a training file: a conversation whose answers are to be learnt.
 *
 * @param line counted from 1
 * @param messages at least one of them from the assistant
 * @param tools that the assistant may call; older functions are among them
 * @param parallelToolCalls whether it may call several at once
 */
public record Example(
    long line, List<ChatMessage> messages, List<ToolDefinition> tools, boolean parallelToolCalls)
    implements TrainingLine {
  public Example {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** True of an answer that is learnt: the assistant's, with another weight than 0. */
  static boolean isLearnt(ChatMessage message) {
    return message instanceof ChatMessage.Assistant said
        && (said.weight() == null || said.weight() != 0);
  }
}
