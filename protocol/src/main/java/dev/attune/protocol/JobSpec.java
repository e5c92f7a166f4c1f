package dev.attune.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer is told, all of it: {@code job.json}.
 *
 * @param jobId the label of this run in logs; it has no other meaning here
 * @param fence grows with every claim of the job; a trainer whose fence is not the newest stops at
 *     once
 * @param method how the examples teach
 * @param base the model to start from
 * @param trainingFile JSONL, UTF-8, one example a line
 * @param validationFile the same, or null when the job has none
 * @param tuning which weights move
 * @param optimization how they move
 * @param maxSequenceLength longest example in tokens; longer ones are cut at their end
 * @param controlTokens what becomes of control tokens that an example's text spells
 * @param packing true: the examples of a micro-batch share one row of tokens; false: each is a
 *     micro-batch
 * @param seed of shuffling, of new weights and of dropout
 * @param checkpointEverySeconds how much work a crash may cost
 * @param slot the share of the machine this run may use
 * @param memory how it goes about its memory, by its {@link RunPlan}; null where none was made
 */
public record JobSpec(
    String jobId,
    long fence,
    Method method,
    BaseModel base,
    String trainingFile,
    @Nullable String validationFile,
    Tuning tuning,
    Optimization optimization,
    int maxSequenceLength,
    ControlTokens controlTokens,
    boolean packing,
    long seed,
    int checkpointEverySeconds,
    Slot slot,
    @Nullable Memory memory) {

  /** How the examples teach. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Method.Supervised.class, name = "supervised"),
    @JsonSubTypes.Type(value = Method.Preference.class, name = "preference")
  })
  public sealed interface Method {
    /** What the assistant says is learnt. */
    record Supervised() implements Method {}

    /**
     * Of two answers, the chosen one is made likelier than the other
     * (https://arxiv.org/abs/2305.18290).
     *
     * @param beta how strongly the model is held to the one that it starts from
     */
    record Preference(double beta) implements Method {}
  }

  /**
   * The model to start from.
   *
   * @param directory a Hugging Face directory
   * @param adapter a PEFT directory whose adapter is the starting point, or null
   */
  public record BaseModel(String directory, @Nullable String adapter) {}

  /** Which weights move. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Tuning.Lora.class, name = "lora"),
    @JsonSubTypes.Type(value = Tuning.Full.class, name = "full")
  })
  public sealed interface Tuning {
    /**
     * Low-rank adapters on the named linear modules (https://arxiv.org/abs/2106.09685).
     *
     * @param rankStabilized whether the scale is alpha/√rank instead of alpha/rank
     *     (https://arxiv.org/abs/2312.03732)
     */
    record Lora(
        int rank, double alpha, double dropout, List<String> targetModules, boolean rankStabilized)
        implements Tuning {
      public Lora {
        targetModules = List.copyOf(targetModules);
      }
    }

    /** Every weight of the model. */
    record Full() implements Tuning {}
  }

  /**
   * How the weights move.
   *
   * @param learningRate the highest rate of the schedule
   * @param batchSize examples of one optimizer step
   * @param warmupSteps steps in which the rate rises linearly from zero
   * @param maxGradNorm gradients are scaled down to this 2-norm
   */
  public record Optimization(
      int nEpochs,
      int batchSize,
      double learningRate,
      Decay decay,
      int warmupSteps,
      double weightDecay,
      double maxGradNorm) {}

  /** How the learning rate falls after the warm-up, to zero at the last step unless constant. */
  public enum Decay {
    CONSTANT,
    LINEAR,
    COSINE
  }

  /**
   * A share of the machine.
   *
   * @param device where tensors live, as libtorch spells it: {@code cpu} or {@code cuda:0}
   * @param compute the numbers of weights and activations
   * @param threads cores this run may keep busy
   */
  public record Slot(String device, Compute compute, int threads) {
    /** So many cores, and nothing beside them. */
    public static Slot cpu(int threads) {
      return new Slot("cpu", Compute.F32, threads);
    }
  }

  /** What a model computes in; what moves is F32 whatever it is. */
  public enum Compute {
    F32,
    BF16
  }

  /**
   * How memory is gone about.
   *
   * @param microBatchTokens tokens that go through the model together, unless one example has more
   * @param recomputes whether layers are computed again on the way back instead of being kept
   * @param kept numbers that each thread keeps for the way back, of those that it computes in
   * @param moment numbers that each thread has for a moment beside them
   */
  public record Memory(int microBatchTokens, boolean recomputes, long kept, long moment) {}
}
