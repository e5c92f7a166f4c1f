package dev.attune.cli.commands;

import static dev.attune.cli.session.OwnFields.object;

import com.openai.core.JsonArray;
import com.openai.core.JsonValue;
import com.openai.models.finetuning.jobs.FineTuningJob;
import dev.attune.cli.session.OwnFields;
import dev.attune.cli.terminal.Sizes;
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
  private static final String MEMORY = "memory_bytes";
  private static final List<String> NO_SETTINGS = List.of(ASKED, BASE, MEMORY, "validation");

  private final FineTuningJob job;
  private final OwnFields attune;

  SettingsText(FineTuningJob job) {
    this.job = job;
    this.attune = OwnFields.of(job);
  }

  /** Nothing for a job that an older server created. */
  Optional<String> asked() {
    return Optional.ofNullable(attune.all().get(ASKED))
        .map(asked -> {
          Map<String, JsonValue> settings = numbers(object(asked).get("method"));
          settings.values().removeIf(JsonValue.from("auto")::equals);
          settings.putAll(object(object(asked).get("attune")));
          return words(settings);
        });
  }

  /** What is not picked yet is {@code auto}. */
  String used() {
    Map<String, JsonValue> settings = numbers(object(JsonValue.from(job)).get("method"));
    settings.putAll(attune.all());
    settings.keySet().removeAll(NO_SETTINGS);
    return words(settings);
  }

  Optional<String> baseFingerprint() {
    return attune.find(BASE, String.class);
  }

  Optional<String> memory() {
    return attune.find(MEMORY, Long.class).map(Sizes::bytes);
  }

  /** The hyperparameters of whichever method it is. */
  private static Map<String, JsonValue> numbers(@Nullable JsonValue method) {
    Map<String, JsonValue> numbers = new LinkedHashMap<>();
    for (JsonValue each : object(method).values()) {
      numbers.putAll(object(object(each).get("hyperparameters")));
    }
    return numbers;
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
