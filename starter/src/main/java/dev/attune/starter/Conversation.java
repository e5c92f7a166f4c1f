package dev.attune.starter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Messages by role, as one line of a training file; the last one is an answer. */
record Conversation(List<Message> messages) {
  Conversation {
    messages = List.copyOf(messages);
  }

  record Message(String role, String content) {}

  /** A question and its answer. */
  record Turn(String question, String answer) {}

  /** Turns behind what the system says, which may be nothing. */
  static Conversation of(String system, List<Turn> turns) {
    List<Message> messages = new ArrayList<>();
    if (!system.isEmpty()) {
      messages.add(new Message("system", system));
    }
    for (Turn turn : turns) {
      messages.add(new Message("user", turn.question()));
      messages.add(new Message("assistant", turn.answer()));
    }
    return new Conversation(messages);
  }

  static Conversation of(String system, String question, String answer) {
    return of(system, List.of(new Turn(question, answer)));
  }

  /** All but the last answer. */
  List<Message> prompt() {
    return messages.subList(0, messages.size() - 1);
  }

  /** The last answer. */
  String answer() {
    return messages.getLast().content();
  }

  /** One line of JSONL, without its end. */
  String toJson() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("messages", messages);
    return JsonMapper.shared().writeValueAsString(line);
  }
}
