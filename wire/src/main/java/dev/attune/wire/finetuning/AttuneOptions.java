package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.NumberRange;
import dev.attune.wire.json.WireName;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAI's wire cannot say about a job. In a request null means that Attune picks; in an
 * answer everything that applies is there.
 *
 * @param rank of the adapters, 1 to 1024
 * @param alpha their scale is alpha over rank
 * @param dropout share of an adapter's input that is dropped in training, 0 to 0.9
 * @param targetModules names of the linear modules that get adapters
 * @param useRslora whether their scale is alpha over the root of rank instead
 *     (https://arxiv.org/abs/2312.03732)
 * @param learningRate the highest rate itself, instead of a multiplier of the method's
 * @param warmupRatio share of the steps in which the rate rises
 * @param maxSequenceLength longest example in tokens
 * @param packing whether several examples share one row of tokens
 * @param device such as {@code cpu} or {@code cuda:0}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttuneOptions(
    @JsonProperty("tuning") @Nullable Tuning tuning,
    @JsonProperty("rank") @Nullable Integer rank,
    @JsonProperty("alpha") @Nullable Double alpha,
    @JsonProperty("dropout") @Nullable Double dropout,
    @JsonProperty("target_modules") @Nullable List<String> targetModules,
    @JsonProperty("use_rslora") @Nullable Boolean useRslora,
    @JsonProperty("learning_rate") @Nullable Double learningRate,
    @JsonProperty("schedule") @Nullable Schedule schedule,
    @JsonProperty("warmup_ratio") @Nullable Double warmupRatio,
    @JsonProperty("max_sequence_length") @Nullable Integer maxSequenceLength,
    @JsonProperty("packing") @Nullable Boolean packing,
    @JsonProperty("device") @Nullable String device) {

  /** Attune picks everything. */
  public static final AttuneOptions NONE =
      new AttuneOptions(null, null, null, null, null, null, null, null, null, null, null, null);

  /** Which weights move. */
  public enum Tuning implements WireName {
    /** Low-rank adapters (https://arxiv.org/abs/2106.09685). */
    LORA,
    /** All of them. */
    FULL
  }

  /** How the learning rate falls after the warm-up. */
  public enum Schedule implements WireName {
    LINEAR,
    COSINE,
    CONSTANT
  }

  public AttuneOptions {
    targetModules = targetModules == null ? null : List.copyOf(targetModules);
  }

  static AttuneOptions read(JsonField field) {
    return field.object(AttuneOptions::read);
  }

  private static AttuneOptions read(JsonObject o) {
    Tuning tuning = o.optional("tuning").map(f -> f.oneOf(Tuning.values())).orElse(null);
    if (tuning == Tuning.FULL) {
      refuseAdapterOptions(o);
    }
    return new AttuneOptions(
        tuning,
        o.optional("rank").map(f -> f.integer(1, 1_024)).orElse(null),
        number(o, "alpha", NumberRange.aboveUpTo(0, 65_536)),
        number(o, "dropout", NumberRange.between(0, 0.9)),
        o.optional("target_modules").map(AttuneOptions::modules).orElse(null),
        o.optional("use_rslora").map(JsonField::bool).orElse(null),
        number(o, "learning_rate", NumberRange.aboveUpTo(0, 1)),
        o.optional("schedule").map(f -> f.oneOf(Schedule.values())).orElse(null),
        number(o, "warmup_ratio", NumberRange.between(0, 1)),
        o.optional("max_sequence_length").map(f -> f.integer(1, 1 << 20)).orElse(null),
        o.optional("packing").map(JsonField::bool).orElse(null),
        o.optional("device").map(f -> f.string(16, DEVICE)).orElse(null));
  }

  private static final Pattern DEVICE = Pattern.compile("[a-z]+(:[0-9]+)?");
  private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9_.]+");

  private static List<String> modules(JsonField field) {
    return field.list(64, module -> module.string(128, MODULE));
  }

  private static @Nullable Double number(JsonObject o, String name, NumberRange range) {
    return o.optional(name).map(f -> f.number(range)).orElse(null);
  }

  private static void refuseAdapterOptions(JsonObject o) {
    for (String name : List.of("rank", "alpha", "dropout", "target_modules", "use_rslora")) {
      o.optional(name)
          .ifPresent(f -> {
            throw f.invalid("it is of adapters, which full tuning has not. Leave it out");
          });
    }
  }
}
