package dev.attune.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a planning worker answers, as one line of JSON on its standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunPlan.Made.class, name = "made"),
  @JsonSubTypes.Type(value = RunPlan.Refused.class, name = "refused")
})
public sealed interface RunPlan {
  /**
   * How the run would go about its memory. Where nothing fits, it is the way that needs least.
   *
   * @param need what the trainer's process then takes
   * @param steps optimizer steps in all
   * @param secondsPerToken that is trained on; null where it was not rehearsed
   */
  record Made(JobSpec.Memory memory, Need need, int steps, @Nullable Double secondsPerToken)
      implements RunPlan {}

  /**
   * Bytes of a trainer.
   *
   * @param weights of the model that the trainer reads
   * @param optimizer what moves, with its moments and gradients
   * @param activations what is kept for the way back, of all threads
   * @param process the program, its libraries and the examples
   */
  record Need(long weights, long optimizer, long activations, long process) {
    public long bytes() {
      return weights + optimizer + activations + process;
    }
  }

  /**
   * No such run can be.
   *
   * @param code stable, in snake_case
   * @param message says what is wrong and what to do
   */
  record Refused(String code, String message) implements RunPlan {}

  /** The line that {@link #parse} reads. */
  default String toLine() {
    return ProtocolJson.line(this);
  }

  static RunPlan parse(String line) {
    return ProtocolJson.parse(line, RunPlan.class);
  }
}
