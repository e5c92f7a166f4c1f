package dev.attune.training;

import dev.attune.model.TrainedParameters;
import dev.attune.model.layer.Gradients;
import dev.attune.torch.AdamW;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adds up the gradients of all slices, limits their length and moves the parameters; every slice's
 * thread does its part of the vectors.
 */
final class Optimizer implements AutoCloseable {
  private static final double CLIP_EPSILON = 1e-6; // as PyTorch's clip_grad_norm_

  private final TrainedParameters trained;
  private final Workers workers;
  private final double maxGradNorm;
  private final List<Tensor> gradients = new ArrayList<>();
  private final List<Gradients> sinks = new ArrayList<>();
  private final AdamW.Moments moments;
  private final List<Part> parts;

  /** A part of the vectors: each slice's gradient and what moves the values. */
  private record Part(List<Tensor> gradients, AdamW adamW) {
    Tensor total() {
      return gradients.getFirst();
    }
  }

  Optimizer(
      TrainedParameters trained,
      Workers workers,
      int slices,
      double weightDecay,
      double maxGradNorm) {
    this.trained = trained;
    this.workers = workers;
    this.maxGradNorm = maxGradNorm;
    for (int i = 0; i < slices; i++) {
      Tensor gradient = trained.newVector();
      gradients.add(gradient);
      sinks.add(trained.gradients(gradient));
    }
    moments = new AdamW.Moments(trained.newVector(), trained.newVector());
    parts = parts(trained.values(), slices, weightDecay);
  }

  /** Where each slice adds its gradients. */
  List<Gradients> sinks() {
    return sinks;
  }

  /** m and v of AdamW, which checkpoints save. */
  AdamW.Moments moments() {
    return moments;
  }

  /** Forgets the gradients of the step before. */
  void zeroGradients() {
    workers.forEachSlice(slice -> gradients.get(slice).zero());
  }

  /**
   * Moves the parameters once.
   *
   * @return 2-norm of the gradients before clipping
   */
  double step(int step, double learningRate) {
    double squares =
        workers.forEachSlice(slice -> addUp(parts.get(slice))).stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    double norm = Math.sqrt(squares);
    double factor = maxGradNorm / (norm + CLIP_EPSILON);
    workers.forEachSlice(slice -> move(parts.get(slice), factor, step, learningRate));
    trained.valuesMoved();
    return norm;
  }

  @Override
  public void close() {
    gradients.forEach(Tensor::close);
    moments.mean().close();
    moments.variance().close();
  }

  private static double addUp(Part part) {
    part.gradients().stream().skip(1).forEach(part.total()::plus);
    return part.total().squaredNorm();
  }

  private static Part move(Part part, double factor, int step, double learningRate) {
    try (TensorScope _ = new TensorScope()) {
      if (factor < 1) {
        part.total().times(factor);
      }
      part.adamW().step(step, learningRate);
    }
    return part;
  }

  private List<Part> parts(Tensor values, int count, double weightDecay) {
    long length = Math.ceilDiv(values.count(), count);
    return IntStream.range(0, count)
        .mapToObj(i -> part(values, i * length, length, weightDecay))
        .toList();
  }

  private Part part(Tensor values, long start, long length, double weightDecay) {
    long from = Math.min(start, values.count());
    long count = Math.min(length, values.count() - from);
    try (TensorScope scope = new TensorScope()) {
      List<Tensor> rows =
          gradients.stream().map(each -> scope.keep(each.rows(from, count))).toList();
      AdamW.Moments own =
          new AdamW.Moments(
              scope.keep(moments.mean().rows(from, count)),
              scope.keep(moments.variance().rows(from, count)));
      return new Part(
          rows, new AdamW(scope.keep(values.rows(from, count)), rows.getFirst(), own, weightDecay));
    }
  }
}
