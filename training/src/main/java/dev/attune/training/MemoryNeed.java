package dev.attune.training;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.Footprint;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a training will take of memory, in bytes, known before anything is loaded.
 *
 * @param weights the model's, as it computes with them
 * @param optimizer what moves, its moments, and its gradient in each slice
 * @param activations the workspaces of all slices
 */
public record MemoryNeed(MemoryPlan plan, long weights, long optimizer, long activations) {
  /** The fastest first. */
  private static final List<MemoryPlan> WAYS =
      Stream.of(false, true)
          .flatMap(recomputes ->
              IntStream.of(1, 2, 4)
                  .map(divisor -> MemoryPlan.USUAL_TOKENS / divisor)
                  .mapToObj(tokens -> new MemoryPlan(tokens, recomputes, Footprint.NONE)))
          .toList();

  private static final int MOMENTS = 2;

  /**
   * What is trained.
   *
   * @param weightsMove whether all weights move, and not an adapter on frozen ones
   * @param dtype what the model computes in
   * @param keepsStart whether the adapter that training started from is kept beside the one that
   *     moves
   */
  public record Subject(
      CausalLm model,
      Footprint.Adapter adapter,
      boolean weightsMove,
      DType dtype,
      boolean keepsStart) {
    /** A frozen model with an adapter. */
    public static Subject lora(CausalLm model, Footprint.Adapter adapter, DType dtype) {
      return new Subject(model, adapter, false, dtype, false);
    }

    /** A model that moves as a whole. */
    public static Subject full(CausalLm model, DType dtype) {
      return new Subject(model, Footprint.Adapter.NONE, true, dtype, false);
    }

    /** The same beside the adapter that training started from. */
    public Subject besideStart() {
      return new Subject(model, adapter, weightsMove, dtype, true);
    }

    /** Numbers in the model. */
    public long parameters() {
      return model.parameters().stream().mapToLong(Parameter::count).sum();
    }

    /** Numbers that move. */
    public long trained() {
      return weightsMove()
          ? parameters()
          : model.linears().stream()
              .mapToLong(each -> adapter.rank().applyAsLong(each) * (each.in() + each.out()))
              .sum();
    }
  }

  public long bytes() {
    return weights + optimizer + activations;
  }

  /**
   * The fastest way that fits: large micro-batches, then small ones, then layers that are computed
   * again. Where nothing fits, the way that needs least.
   *
   * @param memory bytes that there are
   */
  public static MemoryNeed choose(Subject subject, Lengths lengths, int slices, long memory) {
    List<MemoryNeed> needs = new ArrayList<>();
    for (MemoryPlan way : WAYS) {
      MemoryNeed need = of(subject, lengths, slices, way);
      if (need.bytes() <= memory) {
        return need;
      }
      needs.add(need);
    }
    return Collections.min(needs, Comparator.comparingLong(MemoryNeed::bytes));
  }

  /** What one way of going about it needs. */
  static MemoryNeed of(Subject subject, Lengths lengths, int slices, MemoryPlan way) {
    long tokens = lengths.mostTokens(way.microBatchTokens(), slices);
    Footprint training =
        tokens == 0 ? Footprint.NONE : training(subject, load(subject, tokens, lengths), way);
    long held = lengths.mostHeldOutTokens(way.microBatchTokens(), slices);
    Footprint evaluation =
        held == 0 ? Footprint.NONE : evaluation(subject, load(subject, held, lengths));
    Footprint workspace =
        new Footprint(
            Math.max(training.kept(), evaluation.kept()),
            Math.max(training.moment(), evaluation.moment()));
    return new MemoryNeed(
        new MemoryPlan(way.microBatchTokens(), way.recomputes(), workspace),
        subject.weightsMove() ? 0 : subject.parameters() * subject.dtype().bytes(),
        subject.trained() * bytesOfTrained(subject, slices),
        slices * workspace.numbers() * subject.dtype().bytes());
  }

  /**
   * Value, moments and each slice's gradient, and a rounded copy of the value where there is one.
   */
  private static long bytesOfTrained(Subject subject, int slices) {
    long computed = subject.dtype().bytes();
    long moved =
        (1L + MOMENTS + slices) * Float.BYTES + (subject.dtype() == DType.F32 ? 0 : computed);
    return subject.keepsStart() ? moved + computed : moved;
  }

  private static Footprint.Load load(Subject subject, long tokens, Lengths lengths) {
    long longest = Math.min(tokens, lengths.longest());
    int hiddenSize = subject.model().shape().hiddenSize();
    return new Footprint.Load(
        tokens, longest, hiddenSize, subject.adapter(), subject.weightsMove(), subject.dtype());
  }

  /** Forward, loss and backward of a micro-batch. */
  static Footprint training(Subject subject, Footprint.Load load, MemoryPlan way) {
    CausalLm model = subject.model();
    Footprint gradient = Footprint.kept(load.stream()); // of the hidden states
    return model
        .footprint(load, way.recomputes())
        .then(gradient)
        .then(VocabularyLoss.footprint(model.lmHead(), load));
  }

  private static Footprint evaluation(Subject subject, Footprint.Load load) {
    CausalLm model = subject.model();
    return model.forwardFootprint(load).then(VocabularyLoss.footprint(model.lmHead(), load));
  }
}
