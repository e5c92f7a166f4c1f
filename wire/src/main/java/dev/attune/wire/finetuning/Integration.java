package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireName;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Another service that a job reports to; Weights and Biases is the only kind. */
@JsonPropertyOrder({"type", "wandb"})
public record Integration(@JsonProperty("wandb") Wandb wandb) {
  private static final int TAGS = 50;
  private static final int TAG_LENGTH = 64;

  /** What the service allows in names that become parts of its addresses. */
  private static final Pattern PLACE = Pattern.compile("(?!\\.{1,2}$)[^/\\\\#?%:\\p{Cntrl}]+");

  @JsonProperty("type")
  public Type type() {
    return Type.WANDB;
  }

  /** The kinds. */
  public enum Type implements WireName {
    WANDB
  }

  /**
   * Where the numbers of a job go.
   *
   * @param name of the run, null for the job's id
   * @param runId what the service calls the run, null in a request
   */
  public record Wandb(
      @JsonProperty("project") String project,
      @JsonProperty("name") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,
      @JsonProperty("entity") @Nullable String entity,
      @JsonProperty("tags") List<String> tags,
      @JsonProperty("run_id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String runId) {
    public Wandb {
      tags = List.copyOf(tags);
    }
  }

  static Integration read(JsonField field) {
    return field.object(o -> {
      o.required("type").oneOf(Type.values());
      return new Integration(o.required("wandb").object(Integration::wandb));
    });
  }

  private static Wandb wandb(JsonObject o) {
    return new Wandb(
        o.required("project").string(256, PLACE),
        o.optional("name").map(f -> f.string(256)).orElse(null),
        o.optional("entity").map(f -> f.string(256, PLACE)).orElse(null),
        o.optional("tags")
            .map(f -> f.listUpTo(TAGS, tag -> tag.string(TAG_LENGTH)))
            .orElse(List.of()),
        null);
  }
}
