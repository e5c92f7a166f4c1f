package dev.attune.data.example;

import dev.attune.data.lines.LineException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Lines that mean something, but not to a supervised job; each is told what it is. */
final class OtherFormats {
  private static final List<String> PREFERENCES =
      List.of(
          "preferred_output",
          "non_preferred_output",
          "preferred_completion",
          "non_preferred_completion");
  private static final String EXPECTED =
      "Write it as {\"messages\": [{\"role\": \"user\", \"content\": \"…\"}, {\"role\": \"assistant\", \"content\": \"…\"}]}.";

  private OtherFormats() {}

  static void refuse(long line, JsonNode node) {
    if (node.has("messages")) {
      refuseReinforcement(line, node);
      return;
    }
    if (node.has("prompt") || node.has("completion")) {
      throw refused(
          line,
          "is a prompt with its completion. A supervised job learns from chat messages. "
              + EXPECTED);
    }
    if (PREFERENCES.stream().anyMatch(node::has)) {
      throw refused(
          line,
          "is in the preference format, but the job's method is 'supervised', not 'dpo'. "
              + EXPECTED);
    }
    if (node.has("custom_id") && node.has("body")) {
      throw refused(line, "is a request for the batch API, not an example. " + EXPECTED);
    }
    throw refused(
        line, "has no 'messages'. Unexpected file format, expected chat messages. " + EXPECTED);
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
              + EXPECTED);
    }
  }

  private static LineException refused(long line, String what) {
    return new LineException(line, "Example %d %s".formatted(line, what));
  }
}
