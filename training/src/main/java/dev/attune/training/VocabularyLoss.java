package dev.attune.training;

import dev.attune.model.layer.Forward;
import dev.attune.model.layer.LmHead;
import dev.attune.model.layer.Pass;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;

/**
 * Negative log-likelihood over the vocabulary: −ln softmax(z)ₜ = ln Σ eᶻ − zₜ, with its gradient
 * softmax(z) − 1ₜ.
 *
 * <p>The logits exist for {@value #CHUNK} rows at a time, and only for tokens that carry loss; the
 * gradient takes their place.
 */
final class VocabularyLoss {
  private static final int CHUNK = 256;

  private final LmHead lmHead;
  private final Pass pass;

  VocabularyLoss(LmHead lmHead, Pass pass) {
    this.lmHead = lmHead;
    this.pass = pass;
  }

  /** The loss of hidden states (tokens, hidden). */
  LossSum evaluate(MicroBatch batch, Tensor hidden) {
    return run(batch, hidden, (rows, chunk) -> {});
  }

  /** The same, and adds {@code scale} times its gradient to {@code gradient} (tokens, hidden). */
  LossSum train(MicroBatch batch, Tensor hidden, Tensor gradient, double scale) {
    return run(
        batch,
        hidden,
        (rows, chunk) -> {
          try (Workspace.Scratch scratch = pass.scratch()) {
            Tensor dh = scratch.take(rows.count(), hidden.size(1)).zero();
            chunk.logits.backward().run(chunk.gradient(scale, scratch), dh);
            gradient.addRows(rows, dh);
          }
        });
  }

  @FunctionalInterface
  private interface Then {
    void run(Tensor rows, Chunk chunk);
  }

  private LossSum run(MicroBatch batch, Tensor hidden, Then then) {
    Tensor rows = Tensors.of(batch.rows());
    Tensor targets = Tensors.of(batch.targets());
    LossSum sum = LossSum.ZERO;
    for (long start = 0; start < rows.count(); start += CHUNK) {
      long count = Math.min(CHUNK, rows.count() - start);
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor chunkRows = rows.rows(start, count);
        Tensor h = scratch.take(count, hidden.size(1)).selectRows(hidden, chunkRows);
        Tensor z = scratch.take(count, lmHead.weight().shape().get(0));
        Forward logits = lmHead.forward(h, z, pass);
        Chunk chunk = new Chunk(logits, targets.rows(start, count).view(count, 1), scratch);
        sum = sum.plus(chunk.loss());
        then.run(chunkRows, chunk);
      }
    }
    return sum;
  }

  /** Some rows of logits, which turn into shifted exponentials and then into the gradient. */
  private static final class Chunk {
    private final Forward logits;
    private final Tensor targets;
    private final Tensor targetLogits;
    private final Tensor largest;
    private final Tensor total;

    Chunk(Forward logits, Tensor targets, Workspace.Scratch scratch) {
      this.logits = logits;
      this.targets = targets;
      Tensor z = logits.y(); // (rows, vocabulary)
      long rows = z.size(0);
      targetLogits = scratch.take(rows, 1).gather(z, targets);
      largest = scratch.take(rows, 1).max(z);
      total = scratch.take(rows, 1).sum(z.exp(z.plus(largest, -1)), 1);
    }

    LossSum loss() {
      float[] target = targetLogits.floats();
      float[] max = largest.floats();
      float[] sum = total.floats();
      double loss = 0;
      long correct = 0;
      for (int i = 0; i < target.length; i++) {
        loss += Math.log(sum[i]) + (max[i] - target[i]);
        correct += target[i] >= max[i] ? 1 : 0;
      }
      return new LossSum(loss, correct, target.length);
    }

    /** scale·(softmax(z) − 1ₜ), in place of z. */
    Tensor gradient(double scale, Workspace.Scratch scratch) {
      Tensor z = logits.y();
      z.times(total.reciprocal().times(scale));
      Tensor minus = scratch.take(z.size(0), 1).fill(-scale);
      return z.scatterAdd(targets, minus);
    }
  }
}
