package dev.attune.server.tracking;

import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Method;
import dev.attune.platform.tracking.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jobs and their numbers as MLflow has them. */
final class MlflowJson {
  /** The tag that has a job's id. */
  static final String JOB = "attune.job";

  private MlflowJson() {}

  /** A run that is to be made. */
  static Map<String, Object> run(String experiment, Job job) {
    return Map.of(
        "experiment_id",
        experiment,
        "run_name",
        job.id(),
        "start_time",
        job.createdAt().toEpochMilli(),
        "tags",
        List.of(
            entry(JOB, job.id()),
            entry("attune.model", job.order().model()),
            entry("attune.tuned_model", job.tunedModel())));
  }

  static List<Map<String, Object>> params(Job job) {
    Hyperparameters numbers = job.hyperparameters();
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    params.put("model", job.order().model());
    params.put("training_file", job.order().trainingFile());
    params.put("validation_file", job.order().validationFile());
    params.put("method", job.order().method().text());
    params.put("n_epochs", numbers.nEpochs());
    params.put("batch_size", numbers.batchSize());
    params.put("learning_rate_multiplier", numbers.learningRateMultiplier());
    if (job.order().method() == Method.DPO) {
      params.put("beta", numbers.beta());
    }
    params.put("seed", job.seed());
    return params.entrySet().stream()
        .filter(param -> param.getValue() != null)
        .map(param -> entry(param.getKey(), String.valueOf(param.getValue())))
        .toList();
  }

  static List<Map<String, Object>> metrics(List<Point> points) {
    List<Map<String, Object>> metrics = new ArrayList<>();
    for (Point point : points) {
      point
          .values()
          .forEach((name, value) ->
              metrics.add(
                  Map.of(
                      "key",
                      name,
                      "value",
                      value,
                      "timestamp",
                      point.at().toEpochMilli(),
                      "step",
                      point.step())));
    }
    return metrics;
  }

  private static Map<String, Object> entry(String key, String value) {
    return Map.of("key", key, "value", value);
  }
}
