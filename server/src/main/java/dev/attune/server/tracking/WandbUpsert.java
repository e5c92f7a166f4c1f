package dev.attune.server.tracking;

import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Method;
import dev.attune.platform.jobs.Tracking;
import dev.attune.wire.json.WireJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The GraphQL request that makes a run, or finds it: its name is the job's id. */
final class WandbUpsert {
  private static final String OPERATION = "UpsertBucket";

  private static final String MUTATION =
      """
      mutation UpsertBucket($name: String!, $project: String!, $entity: String,
          $displayName: String, $config: JSONString, $tags: [String!]) {
        upsertBucket(input: {name: $name, modelName: $project, entityName: $entity,
            displayName: $displayName, config: $config, tags: $tags}) {
          bucket { name project { name entity { name } } }
          inserted
        }
      }
      """;

  /** It refuses longer ones. */
  private static final int LONGEST_TAG = 64;

  private WandbUpsert() {}

  static Map<String, Object> request(Job job, Tracking.Wandb wanted) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("name", job.id());
    variables.put("project", wanted.project());
    variables.put("entity", wanted.entity());
    variables.put("displayName", wanted.name() == null ? job.id() : wanted.name());
    variables.put("config", WireJson.text(config(job)));
    variables.put("tags", tags(job, wanted));
    return Map.of("operationName", OPERATION, "query", MUTATION, "variables", variables);
  }

  /** Those that were asked for, then those that OpenAI's service adds to every run. */
  private static List<String> tags(Job job, Tracking.Wandb wanted) {
    Stream<String> usual =
        Stream.of("openai/finetune", "openai/" + job.order().model(), "openai/" + job.id());
    return Stream.concat(wanted.tags().stream(), usual)
        .filter(tag -> tag.length() <= LONGEST_TAG)
        .distinct()
        .toList();
  }

  /** Each value of a run's configuration is wrapped, so that it could have a description. */
  private static Map<String, Object> config(Job job) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("model", job.order().model());
    plain.put("training_file", job.order().trainingFile());
    plain.put("validation_file", job.order().validationFile());
    plain.put("method", job.order().method().text());
    plain.put("hyperparameters", hyperparameters(job));
    plain.put("seed", job.seed());
    // Without it the service takes the run for one that was only planned.
    plain.put("_wandb", Map.of("t", Map.of()));
    Map<String, Object> wrapped = new LinkedHashMap<>();
    plain.forEach((name, value) -> {
      Map<String, @Nullable Object> wrapper = new LinkedHashMap<>();
      wrapper.put("value", value);
      wrapped.put(name, wrapper);
    });
    return wrapped;
  }

  private static Map<String, Object> hyperparameters(Job job) {
    Hyperparameters numbers = job.hyperparameters();
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("n_epochs", orAuto(numbers.nEpochs()));
    named.put("batch_size", orAuto(numbers.batchSize()));
    named.put("learning_rate_multiplier", orAuto(numbers.learningRateMultiplier()));
    if (job.order().method() == Method.DPO) {
      named.put("beta", orAuto(numbers.beta()));
    }
    return named;
  }

  /** A job that failed before its files were read has nothing picked. */
  private static Object orAuto(@Nullable Object number) {
    return number == null ? "auto" : number;
  }
}
