package dev.attune.starter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Messages by role, as one line of a training file. */
record Conversation(List<Message> messages) {
  Conversation {
    messages = List.copyOf(messages);
  }

  record Message(String role, String content) {}

  static Conversation of(String system, String user, String assistant) {
    Message question = new Message("user", user);
    Message answer = new Message("assistant", assistant);
    return system.isEmpty()
        ? new Conversation(List.of(question, answer))
        : new Conversation(List.of(new Message("system", system), question, answer));
  }

  /** One line of JSONL, without its end. */
  String toJson() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("messages", messages);
    return JsonMapper.shared().writeValueAsString(line);
  }
}
