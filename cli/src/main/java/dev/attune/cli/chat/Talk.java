package dev.attune.cli.chat;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.attune.wire.json.WireJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was said to one model and how it is asked.
 *
 * @param turns the person's and the model's by turns
 */
public record Talk(
    String model,
    Optional<String> system,
    Optional<Double> temperature,
    Optional<Long> maxTokens,
    List<String> turns) {
  public Talk {
    turns = List.copyOf(turns);
  }

  /** Nothing was said yet. */
  public static Talk with(
      String model,
      Optional<String> system,
      Optional<Double> temperature,
      Optional<Long> maxTokens) {
    return new Talk(model, system, temperature, maxTokens, List.of());
  }

  /** With one turn more. */
  public Talk said(String text) {
    List<String> more = new ArrayList<>(turns);
    more.add(text);
    return withTurns(more);
  }

  /** Without the last question and its answer. */
  Talk before() {
    return withTurns(turns.subList(0, Math.max(0, turns.size() - 2)));
  }

  /** The last question that was answered. */
  Optional<String> question() {
    return turns.size() < 2 ? Optional.empty() : Optional.of(turns.get(turns.size() - 2));
  }

  Talk withTurns(List<String> others) {
    return new Talk(model, system, temperature, maxTokens, others);
  }

  Talk withModel(String other) {
    return new Talk(other, system, temperature, maxTokens, turns);
  }

  Talk withSystem(String text) {
    Optional<String> instructions = Optional.of(text).filter(it -> !it.isEmpty());
    return new Talk(model, instructions, temperature, maxTokens, turns);
  }

  Talk withTemperature(double value) {
    return new Talk(model, system, Optional.of(value), maxTokens, turns);
  }

  /** Everything that was said, for the next answer. */
  public ChatCompletionCreateParams request() {
    ChatCompletionCreateParams.Builder request =
        ChatCompletionCreateParams.builder()
            .model(model)
            .temperature(temperature)
            .maxCompletionTokens(maxTokens);
    system.ifPresent(request::addSystemMessage);
    for (int i = 0; i < turns.size(); i++) {
      if (isOfPerson(i)) {
        request.addUserMessage(turns.get(i));
      } else {
        request.addAssistantMessage(turns.get(i));
      }
    }
    return request.build();
  }

  /** One line of a training file. */
  String trainingLine() {
    List<Map<String, String>> messages = new ArrayList<>();
    system.ifPresent(text -> messages.add(message("system", text)));
    for (int i = 0; i < turns.size(); i++) {
      messages.add(message(isOfPerson(i) ? "user" : "assistant", turns.get(i)));
    }
    return WireJson.text(Map.of("messages", messages));
  }

  private static boolean isOfPerson(int turn) {
    return turn % 2 == 0;
  }

  private static Map<String, String> message(String role, String content) {
    Map<String, String> message = new LinkedHashMap<>();
    message.put("role", role);
    message.put("content", content);
    return message;
  }
}
