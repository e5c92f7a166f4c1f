package dev.attune.cli.commands;

import com.openai.core.JsonArray;
import com.openai.core.JsonObject;
import com.openai.core.JsonValue;
import com.openai.models.finetuning.jobs.FineTuningJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was asked of a job and what it trains with, as it would be asked again. */
final class SettingsText {
  private static final String ASKED = "asked";
  private static final String BASE = "base_sha256";

  private final Map<String, JsonValue> job;
  private final Map<String, JsonValue> attune;

  SettingsText(FineTuningJob job) {
    this.job = object(JsonValue.from(job));
    this.attune = object(this.job.get("attune"));
  }

  /** Nothing for a job that an older server created. */
  Optional<String> asked() {
    return Optional.ofNullable(attune.get(ASKED))
        .map(asked -> {
          Map<String, JsonValue> settings = numbers(object(asked).get("method"));
          settings.values().removeIf(JsonValue.from("auto")::equals);
          settings.putAll(object(object(asked).get("attune")));
          return words(settings);
        });
  }

  /** What is not picked yet is {@code auto}. */
  String used() {
    Map<String, JsonValue> settings = numbers(job.get("method"));
    settings.putAll(attune);
    settings.keySet().removeAll(List.of(ASKED, BASE, "validation"));
    return words(settings);
  }

  Optional<String> baseFingerprint() {
    return Optional.ofNullable(attune.get(BASE)).map(JsonValue::toString);
  }

  /** The hyperparameters of whichever method it is. */
  private static Map<String, JsonValue> numbers(@Nullable JsonValue method) {
    Map<String, JsonValue> numbers = new LinkedHashMap<>();
    for (JsonValue each : object(method).values()) {
      numbers.putAll(object(object(each).get("hyperparameters")));
    }
    return numbers;
  }

  private static Map<String, JsonValue> object(@Nullable JsonValue value) {
    return value instanceof JsonObject object ? object.values() : Map.of();
  }

  private static String words(Map<String, JsonValue> settings) {
    return settings.isEmpty()
        ? "-"
        : settings.entrySet().stream()
            .map(each -> each.getKey() + "=" + word(each.getValue()))
            .collect(Collectors.joining(" "));
  }

  /** Lists as {@code --attune} takes them. */
  private static String word(JsonValue value) {
    return value instanceof JsonArray array
        ? array.values().stream().map(JsonValue::toString).collect(Collectors.joining(","))
        : value.toString();
  }
}
