package dev.attune.wire.grader;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.NumberRange;
import dev.attune.wire.json.WireName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Whether a grader is one that the wire knows. It is kept as it was sent.
 *
 * <p>OpenAI's schema wants a name of every grader; its guides leave it out, so it may be. Of the
 * graders of a {@code multi} there are three spellings: one grader (the schema), a list (its
 * example) and an object of named ones (the guides).
 */
public final class GraderShape {
  private static final int NAME = 256;
  private static final int TEXT = 1 << 18;
  private static final int MOST = 100;
  private static final Set<GraderType> INSIDE = EnumSet.complementOf(EnumSet.of(GraderType.MULTI));

  /** Labels are for the graders inside of a {@code multi}. */
  private static final Set<GraderType> ALONE =
      EnumSet.complementOf(EnumSet.of(GraderType.LABEL_MODEL));

  private GraderShape() {}

  private enum Effort implements WireName {
    NONE,
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX
  }

  private enum Operation implements WireName {
    EQ,
    NE,
    LIKE,
    ILIKE
  }

  private enum Metric implements WireName {
    COSINE,
    FUZZY_MATCH,
    BLEU,
    GLEU,
    METEOR,
    ROUGE_1,
    ROUGE_2,
    ROUGE_3,
    ROUGE_4,
    ROUGE_5,
    ROUGE_L
  }

  /** The grader of a job, or one that is to be validated or run. */
  public static JsonNode read(JsonField grader) {
    return check(grader, ALONE);
  }

  private static JsonNode check(JsonField grader, Set<GraderType> types) {
    grader.object(o -> {
      GraderType type = o.required("type").oneOf(List.copyOf(types));
      o.optional("name").ifPresent(f -> f.string(NAME));
      switch (type) {
        case STRING_CHECK -> stringCheck(o);
        case TEXT_SIMILARITY -> textSimilarity(o);
        case SCORE_MODEL -> scoreModel(o);
        case LABEL_MODEL -> labelModel(o);
        case PYTHON -> python(o);
        case MULTI -> multi(o);
      }
      return type;
    });
    return grader.node();
  }

  private static void stringCheck(JsonObject o) {
    o.required("input").text(TEXT);
    o.required("reference").text(TEXT);
    o.required("operation").oneOf(Operation.values());
  }

  private static void textSimilarity(JsonObject o) {
    o.required("input").text(TEXT);
    o.required("reference").text(TEXT);
    o.required("evaluation_metric").oneOf(Metric.values());
    o.optional("pass_threshold").ifPresent(f -> f.number(NumberRange.between(0, 1)));
  }

  private static void scoreModel(JsonObject o) {
    model(o);
    o.optional("sampling_params").ifPresent(f -> f.object(GraderShape::sampling));
    o.optional("range").ifPresent(GraderShape::range);
  }

  private static void labelModel(JsonObject o) {
    model(o);
    List<String> labels = o.required("labels").list(MOST, f -> f.string(NAME));
    o.required("passing_labels")
        .list(
            MOST,
            f -> {
              if (!labels.contains(f.string(NAME))) {
                throw f.invalid("it is not one of the labels");
              }
              return f;
            });
  }

  private static void python(JsonObject o) {
    o.required("source").string(TEXT);
    o.optional("image_tag").ifPresent(f -> f.string(NAME));
  }

  private static void multi(JsonObject o) {
    o.required("calculate_output").string(TEXT);
    JsonField graders = o.required("graders");
    JsonNode node = graders.node();
    if (node.isArray()) {
      graders.list(MOST, f -> check(f, INSIDE));
    } else if (node.path("type").isString()) {
      check(graders, INSIDE);
    } else {
      graders.map(MOST, NAME, f -> check(f, INSIDE));
      if (node.isEmpty()) {
        throw graders.invalid("there must be one grader or more");
      }
    }
  }

  private static void model(JsonObject o) {
    o.required("model").string(NAME);
    o.required("input").list(MOST, f -> f.object(GraderMessage::check));
  }

  private static JsonObject sampling(JsonObject o) {
    o.optional("seed").ifPresent(f -> f.integer(Long.MIN_VALUE, Long.MAX_VALUE));
    o.optional("top_p").ifPresent(f -> f.number(NumberRange.between(0, 1)));
    o.optional("temperature").ifPresent(f -> f.number(NumberRange.between(0, 2)));
    // The schema's own spelling.
    o.optional("max_completions_tokens").ifPresent(f -> f.integer(1, Integer.MAX_VALUE));
    o.optional("reasoning_effort").ifPresent(f -> f.oneOf(Effort.values()));
    return o;
  }

  private static void range(JsonField range) {
    List<Double> ends =
        range.list(2, f -> f.number(NumberRange.between(-Double.MAX_VALUE, Double.MAX_VALUE)));
    if (ends.size() != 2 || ends.getFirst() >= ends.getLast()) {
      throw range.invalid("it must be two numbers, the smaller first");
    }
  }
}
