package dev.attune.data.example;

import dev.attune.data.lines.LineException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Lines that mean something, but not to a job of this method; each is told what it is. */
final class OtherFormats {
  private static final List<String> PREFERENCES =
      List.of(
          "preferred_output",
          "non_preferred_output",
          "preferred_completion",
          "non_preferred_completion");
  private static final String CONVERSATION =
      "Write it as {\"messages\": [{\"role\": \"user\", \"content\": \"…\"}, {\"role\": \"assistant\", \"content\": \"…\"}]}.";
  private static final String PAIR =
      "Write it as {\"input\": {\"messages\": [{\"role\": \"user\", \"content\": \"…\"}]}, \"preferred_output\": [{\"role\": \"assistant\", \"content\": \"…\"}], \"non_preferred_output\": [{\"role\": \"assistant\", \"content\": \"…\"}]}.";

  private OtherFormats() {}

  static void refuse(long line, JsonNode node, LineFormat format) {
    if (node.has("custom_id") && node.has("body")) {
      throw refused(line, "is a request for the batch API, not an example. " + expected(format));
    }
    switch (format) {
      case SUPERVISED -> refuseUnsupervised(line, node);
      case PREFERENCE -> refuseUnpaired(line, node);
    }
  }

  private static void refuseUnsupervised(long line, JsonNode node) {
    if (node.has("messages")) {
      refuseReinforcement(line, node);
      return;
    }
    if (PREFERENCES.stream().anyMatch(node::has)) {
      throw refused(
          line,
          "is in the preference format, but the job's method is 'supervised', not 'dpo'. "
              + CONVERSATION);
    }
    if (!node.has("prompt") && !node.has("completion")) {
      throw refused(
          line,
          "has no 'messages'. Unexpected file format, expected either prompt/completion pairs or chat messages. "
              + CONVERSATION);
    }
  }

  private static void refuseUnpaired(long line, JsonNode node) {
    if (node.has("messages") || node.has("prompt") || node.has("completion")) {
      throw refused(
          line,
          "is in the format of the method 'supervised', but the job's method is 'dpo'. " + PAIR);
    }
    if (PREFERENCES.stream().noneMatch(node::has) && !node.has("input")) {
      throw refused(
          line,
          "has no 'input'. Unexpected file format, expected two answers to one input. " + PAIR);
    }
  }

  private static String expected(LineFormat format) {
    return switch (format) {
      case SUPERVISED -> CONVERSATION;
      case PREFERENCE -> PAIR;
    };
  }

  /** Such a line is a prompt, and data for a grader under keys of its own. */
  private static void refuseReinforcement(long line, JsonNode node) {
    JsonNode messages = node.get("messages");
    boolean answered =
        messages
            .valueStream()
            .anyMatch(message -> message.path("role").asString("").equals("assistant"));
    boolean graded =
        node.propertyNames().stream()
            .anyMatch(name ->
                !List.of("messages", "tools", "functions", "parallel_tool_calls").contains(name));
    if (messages.isArray() && !answered && graded) {
      throw refused(
          line,
          "is in the reinforcement format: it has keys for a grader and no message of the role 'assistant'. The job's method is 'supervised'. "
              + CONVERSATION);
    }
  }

  private static LineException refused(long line, String what) {
    return new LineException(line, "Example %d %s".formatted(line, what));
  }
}
