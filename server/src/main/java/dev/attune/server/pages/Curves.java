package dev.attune.server.pages;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.platform.jobs.StepMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a job's steps in columns, for a chart.
 *
 * @param columns by name, all equally long, steps first; null where nothing was measured
 * @param steps of the whole job
 * @param epochs of the whole job; 0 while they are not picked
 */
record Curves(
    @JsonProperty("columns") Map<String, List<@Nullable Double>> columns,
    @JsonProperty("steps") int steps,
    @JsonProperty("epochs") int epochs) {

  /** More points than a screen has are of no use. */
  private static final int MOST = 3000;

  private static final Comparator<StepMetrics> BY_LOSS =
      Comparator.comparingDouble(StepMetrics::trainLoss);

  private static final Map<String, Function<StepMetrics, @Nullable Double>> COLUMNS =
      valuesByName();

  static Curves of(List<StepMetrics> all, int from, int to, int epochs) {
    List<StepMetrics> wanted =
        thinned(all.stream().filter(it -> it.step() >= from && it.step() <= to).toList());
    Map<String, List<@Nullable Double>> columns = new LinkedHashMap<>();
    COLUMNS.forEach((name, value) -> {
      List<@Nullable Double> column = new ArrayList<>(wanted.size());
      wanted.forEach(step -> column.add(value.apply(step)));
      columns.put(name, Collections.unmodifiableList(column));
    });
    return new Curves(columns, all.isEmpty() ? 0 : all.getLast().totalSteps(), epochs);
  }

  /**
   * Of every run of steps the ends of the training loss, and whatever was measured on validation
   * examples: no peak is lost.
   */
  private static List<StepMetrics> thinned(List<StepMetrics> steps) {
    if (steps.size() <= MOST) {
      return steps;
    }
    int run = Math.ceilDiv(steps.size(), MOST / 2);
    List<StepMetrics> kept = new ArrayList<>();
    for (int start = 0; start < steps.size(); start += run) {
      List<StepMetrics> some = steps.subList(start, Math.min(steps.size(), start + run));
      StepMetrics low = Collections.min(some, BY_LOSS);
      StepMetrics high = Collections.max(some, BY_LOSS);
      some.stream()
          .filter(it -> it.equals(low) || it.equals(high) || it.fullValidLoss() != null)
          .forEach(kept::add);
    }
    return kept;
  }

  private static Map<String, Function<StepMetrics, @Nullable Double>> valuesByName() {
    Map<String, Function<StepMetrics, @Nullable Double>> columns = new LinkedHashMap<>();
    columns.put("step", it -> (double) it.step());
    columns.put("train_loss", StepMetrics::trainLoss);
    columns.put("valid_loss", StepMetrics::validLoss);
    columns.put("full_valid_loss", StepMetrics::fullValidLoss);
    columns.put("train_mean_token_accuracy", StepMetrics::trainMeanTokenAccuracy);
    columns.put("valid_mean_token_accuracy", StepMetrics::validMeanTokenAccuracy);
    columns.put("full_valid_mean_token_accuracy", StepMetrics::fullValidMeanTokenAccuracy);
    columns.put("learning_rate", StepMetrics::learningRate);
    columns.put("grad_norm", StepMetrics::gradNorm);
    columns.put("tokens_per_second", StepMetrics::tokensPerSecond);
    columns.put("memory_gigabytes", it -> it.memoryBytes() == null ? null : it.memoryBytes() / 1e9);
    columns.put(
        "train_reward_margin", it -> it.rewards() == null ? null : it.rewards().train().margin());
    return columns;
  }
}
