package dev.attune.cli.migrate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A job as OpenAI lists it, with what is kept of it.
 *
 * @param model what it began from: a base model, or a tuned one
 * @param integrations as they came; an array
 */
record OldJob(
    String id,
    String model,
    String status,
    long createdAt,
    Files files,
    Optional<String> tunedModel,
    Optional<String> suffix,
    Optional<Long> seed,
    Method method,
    JsonNode integrations) {
  private static final List<String> NUMBERS =
      List.of("n_epochs", "batch_size", "learning_rate_multiplier", "beta");

  /** The ids of what it learnt from. */
  record Files(Optional<String> training, Optional<String> validation) {
    Stream<String> ids() {
      return Stream.concat(training.stream(), validation.stream());
    }
  }

  /**
   * How it was trained.
   *
   * @param numbers by their names on the wire; numbers, or the word {@code auto}
   */
  record Method(String type, Map<String, Object> numbers) {
    Method {
      numbers = Map.copyOf(numbers);
    }
  }

  static OldJob read(JsonNode job) {
    Optional<String> tuned = ListedJson.text(job, "fine_tuned_model");
    return new OldJob(
        ListedJson.text(job, "id").orElse(""),
        ListedJson.text(job, "model").orElse(""),
        ListedJson.text(job, "status").orElse("unknown"),
        job.path("created_at").asLong(0),
        new Files(ListedJson.text(job, "training_file"), ListedJson.text(job, "validation_file")),
        tuned,
        ListedJson.text(job, "user_provided_suffix").or(() -> tuned.flatMap(OldJob::suffixIn)),
        Optional.of(job.path("seed")).filter(JsonNode::isNumber).map(JsonNode::asLong),
        method(job),
        job.path("integrations"));
  }

  boolean reports() {
    return integrations.isArray() && !integrations.isEmpty();
  }

  /** A name is {@code ft:base:organization:suffix:id}, its suffix often empty. */
  private static Optional<String> suffixIn(String name) {
    String[] parts = name.split(":", -1);
    return parts.length == 5 && !parts[3].isEmpty() ? Optional.of(parts[3]) : Optional.empty();
  }

  /** Jobs from before there were methods have their numbers beside everything else. */
  private static Method method(JsonNode job) {
    String type = ListedJson.text(job.path("method"), "type").orElse("supervised");
    JsonNode own = job.path("method").path(type).path("hyperparameters");
    JsonNode numbers = own.isObject() ? own : job.path("hyperparameters");
    Map<String, Object> kept = new LinkedHashMap<>();
    for (String name : NUMBERS) {
      JsonNode value = numbers.path(name);
      if (value.isNumber()) {
        kept.put(name, value.numberValue());
      } else if (value.isString()) {
        kept.put(name, value.asString());
      }
    }
    return new Method(type, kept);
  }
}
