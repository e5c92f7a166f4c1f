package dev.attune.data.template;

import dev.attune.data.template.value.BoolValue;
import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * What a template is given.
 *
 * @param variables by the name that the template knows them by
 * @param now what {@code strftime_now} writes
 */
public record RenderRequest(Map<String, Value> variables, LocalDateTime now) {
  public RenderRequest {
    variables = Map.copyOf(variables);
  }

  public static Builder of(Value messages) {
    return new Builder().with("messages", messages);
  }

  /** Collects variables. {@code tools} and {@code documents} are {@code none} until set. */
  public static final class Builder {
    private final Map<String, Value> variables = new HashMap<>();
    private LocalDateTime now = LocalDateTime.of(1970, 1, 1, 0, 0);

    private Builder() {
      with("tools", NoneValue.NONE).with("documents", NoneValue.NONE);
    }

    public Builder tools(Value tools) {
      return with("tools", tools);
    }

    public Builder documents(Value documents) {
      return with("documents", documents);
    }

    public Builder addGenerationPrompt(boolean add) {
      return with("add_generation_prompt", BoolValue.of(add));
    }

    /** For {@code bos_token}, {@code eos_token} and their likes. */
    public Builder specialToken(String name, String token) {
      return with(name, TextValue.of(token));
    }

    /** Any other variable that the template reads. */
    public Builder with(String name, Value value) {
      variables.put(name, value);
      return this;
    }

    public Builder now(LocalDateTime time) {
      now = time;
      return this;
    }

    public RenderRequest build() {
      return new RenderRequest(variables, now);
    }
  }
}
