package dev.attune.model.layer;

import dev.attune.torch.DType;
import java.util.function.ToLongFunction;

/**
 * The memory that one pass of training takes of its workspace, in the numbers that it computes in:
 * the memory plan is made of it before anything is loaded.
 *
 * @param kept until the way back is done
 * @param moment at most at the same time beside it
 */
public record Footprint(long kept, long moment) {
  public static final Footprint NONE = new Footprint(0, 0);

  /**
   * A batch, as far as memory depends on it.
   *
   * @param longest tokens of its longest segment
   * @param hiddenSize features of the residual stream
   * @param adapter the change that the model has
   * @param weightsMove whether the model's own weights are trained
   * @param dtype what the pass computes in
   */
  public record Load(
      long tokens,
      long longest,
      long hiddenSize,
      Adapter adapter,
      boolean weightsMove,
      DType dtype) {
    /** Numbers of the residual stream. */
    public long stream() {
      return tokens * hiddenSize;
    }

    /** Room for so many numbers that are F32 whatever the pass computes in. */
    public long wide(long numbers) {
      return numbers * DType.F32.bytes() / dtype.bytes();
    }

    /** Whether the pass computes in numbers that are shorter than F32. */
    boolean rounds() {
      return dtype != DType.F32;
    }
  }

  /**
   * An adapter that need not exist yet.
   *
   * @param rank of the change on a module, 0 where there is none
   * @param drops whether inputs of changed modules are dropped
   */
  public record Adapter(ToLongFunction<Linear> rank, boolean drops) {
    public static final Adapter NONE = new Adapter(_ -> 0, false);
  }

  /** Numbers that are kept, and none beside. */
  public static Footprint kept(long numbers) {
    return new Footprint(numbers, 0);
  }

  /** Numbers that are there for a moment. */
  public static Footprint moment(long numbers) {
    return new Footprint(0, numbers);
  }

  /** This and then {@code next}, whose moments come one after the other. */
  public Footprint then(Footprint next) {
    return new Footprint(kept + next.kept, Math.max(moment, next.moment));
  }

  /** The same with {@code numbers} more while its own moment lasts. */
  public Footprint during(long numbers) {
    return new Footprint(kept, moment + numbers);
  }

  /** All of it. */
  public long numbers() {
    return kept + moment;
  }
}
