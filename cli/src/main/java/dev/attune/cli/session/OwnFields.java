package dev.attune.cli.session;

import com.openai.core.JsonObject;
import com.openai.core.JsonValue;
import com.openai.models.finetuning.jobs.FineTuningJob;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server says of a job beyond OpenAI's wire: the fields of its object {@code attune}. */
public record OwnFields(Map<String, JsonValue> all) {
  public OwnFields {
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all)); // in the server's order
  }

  /** None where a job comes from a server that has no such object. */
  public static OwnFields of(FineTuningJob job) {
    return new OwnFields(object(object(JsonValue.from(job)).get("attune")));
  }

  /** Converted to a type of the wire. */
  public <T> Optional<T> find(String name, Class<T> type) {
    return Optional.ofNullable(all.get(name))
        .flatMap(value -> Optional.ofNullable(value.convert(type)));
  }

  /** The fields of a JSON object; none of anything else. */
  public static Map<String, JsonValue> object(@Nullable JsonValue value) {
    return value instanceof JsonObject object ? object.values() : Map.of();
  }
}
