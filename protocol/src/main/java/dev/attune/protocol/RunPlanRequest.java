package dev.attune.protocol;

import java.util.List;

/**
 * A run that is only thought about: what a planning worker is told on its standard input, as one
 * line of JSON.
 *
 * @param spec the run; its files need not be there
 * @param trainingLengths tokens of each training example, in the file's order
 * @param validationLengths tokens of each validation example
 * @param lossShare which part of the training tokens carries loss
 * @param memoryBytes that the run may have
 * @param rehearses whether the speed is measured as well, by a few steps with a part of the model
 */
public record RunPlanRequest(
    JobSpec spec,
    List<Integer> trainingLengths,
    List<Integer> validationLengths,
    double lossShare,
    long memoryBytes,
    boolean rehearses) {
  public RunPlanRequest {
    trainingLengths = List.copyOf(trainingLengths);
    validationLengths = List.copyOf(validationLengths);
  }

  /** The line that {@link #parse} reads. */
  public String toLine() {
    return ProtocolJson.line(this);
  }

  public static RunPlanRequest parse(String line) {
    return ProtocolJson.parse(line, RunPlanRequest.class);
  }
}
