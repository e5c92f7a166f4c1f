package dev.attune.cli.watch;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All steps of a job that were seen; a step that was done again counts once. */
public final class Course {
  private final TreeMap<Integer, StepProgress> steps = new TreeMap<>();
  private @Nullable StepProgress newest;

  void add(StepProgress step) {
    steps.put(step.step(), step);
    newest = step;
  }

  Optional<StepProgress> newest() {
    return Optional.ofNullable(newest);
  }

  List<Double> losses() {
    return steps.values().stream().flatMap(step -> step.loss().stream()).toList();
  }

  /** As they came: those over a part of the file, and those over all of it. */
  List<Double> validLosses() {
    return steps.values().stream().flatMap(Course::validLoss).toList();
  }

  /** Over the whole validation file where that was measured, for its parts differ. */
  Optional<Double> bestValidLoss() {
    List<Double> full =
        steps.values().stream().flatMap(step -> step.fullValidLoss().stream()).toList();
    return (full.isEmpty() ? validLosses() : full).stream().min(Double::compare);
  }

  private static Stream<Double> validLoss(StepProgress step) {
    return step.fullValidLoss().or(step::validLoss).stream();
  }
}
