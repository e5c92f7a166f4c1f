package dev.attune.training;

import dev.attune.model.layer.Footprint;
import dev.attune.model.layer.Forward;
import dev.attune.model.layer.LmHead;
import dev.attune.model.layer.Pass;
import dev.attune.torch.Device;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;

/**
 * Negative log-likelihood over the vocabulary: −ln softmax(z)ₜ = ln Σ eᶻ − zₜ, with its gradient
 * softmax(z) − 1ₜ.
 *
 * <p>The logits exist for some rows at a time, and only for tokens that carry loss; their
 * probabilities and then the gradient take their place. A product of few rows spends its time on
 * bringing the head's matrix into BLAS's order, one of many rows needs much memory.
 */
final class VocabularyLoss {
  /** Logits that exist at once: 96 MiB. */
  private static final long LOGITS = 24L << 20;

  private static final long FEWEST_ROWS = 64;
  private static final long MOST_ROWS = 1024;

  private final LmHead lmHead;
  private final Pass pass;

  VocabularyLoss(LmHead lmHead, Pass pass) {
    this.lmHead = lmHead;
    this.pass = pass;
  }

  /** The loss of hidden states (tokens, hidden). */
  LossSum evaluate(MicroBatch batch, Tensor hidden) {
    return run(batch, hidden, 1, (rows, chunk) -> {});
  }

  /** The same, and adds {@code scale} times its gradient to {@code gradient} (tokens, hidden). */
  LossSum train(MicroBatch batch, Tensor hidden, Tensor gradient, double scale) {
    return run(
        batch,
        hidden,
        scale,
        (rows, chunk) -> {
          try (Workspace.Scratch scratch = pass.scratch()) {
            Tensor dh = scratch.take(rows.count(), hidden.size(1)).zero();
            chunk.logits.backward().run(chunk.gradient(scratch), dh);
            gradient.addRows(rows, dh);
          }
        });
  }

  @FunctionalInterface
  private interface Then {
    void run(Tensor rows, Chunk chunk);
  }

  private LossSum run(MicroBatch batch, Tensor hidden, double scale, Then then) {
    Device device = pass.placement().device();
    Tensor rows = Tensors.of(batch.rows()).on(device);
    Tensor targets = Tensors.of(batch.targets()).on(device);
    LossSum sum = LossSum.ZERO;
    long chunkSize = chunkSize(lmHead, rows.count());
    for (long start = 0; start < rows.count(); start += chunkSize) {
      long count = Math.min(chunkSize, rows.count() - start);
      Workspace.Mark mark = pass.workspace().mark();
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor chunkRows = rows.rows(start, count);
        Tensor h = scratch.take(count, hidden.size(1)).selectRows(hidden, chunkRows);
        Tensor z = scratch.take(count, lmHead.weight().shape().get(0));
        Forward logits = lmHead.forward(h, z, scale, pass);
        Tensor wide = pass.placement().rounds() ? scratch.takeWide(z.shape()).copy(z) : z;
        Chunk chunk = new Chunk(logits, wide, targets.rows(start, count).view(count, 1), scratch);
        sum = sum.plus(chunk.loss());
        then.run(chunkRows, chunk);
      } finally {
        pass.workspace().release(mark);
      }
    }
    return sum;
  }

  /** What a pass over a micro-batch takes whose tokens all carry loss. */
  static Footprint footprint(LmHead lmHead, Footprint.Load load) {
    long rows = chunkSize(lmHead, load.tokens());
    long logits = rows * lmHead.weight().shape().get(0);
    long wide = load.wide(logits) > logits ? load.wide(logits) : 0;
    return lmHead
        .footprint(rows, load)
        .during(2 * rows * load.hiddenSize() + logits + wide + load.wide(4 * rows));
  }

  /** Rows of a chunk, so that all chunks are about equal. */
  private static long chunkSize(LmHead lmHead, long rows) {
    long most = Math.clamp(LOGITS / lmHead.weight().shape().get(0), FEWEST_ROWS, MOST_ROWS);
    return Math.max(1, Math.ceilDiv(rows, Math.max(1, Math.ceilDiv(rows, most))));
  }

  /** Some rows of logits, which turn into probabilities and then into the gradient, in F32. */
  private static final class Chunk {
    private final Forward logits;
    private final Tensor z;
    private final Tensor targets;
    private final Tensor targetLogits;
    private final Tensor largest;
    private final Tensor largestProbability;

    /** {@code z} is the logits as F32, (rows, vocabulary). */
    Chunk(Forward logits, Tensor z, Tensor targets, Workspace.Scratch scratch) {
      this.logits = logits;
      this.z = z;
      this.targets = targets;
      long rows = z.size(0);
      targetLogits = scratch.takeWide(rows, 1).gather(z, targets);
      largest = scratch.takeWide(rows, 1).max(z);
      largestProbability = scratch.takeWide(rows, 1).max(z.softmax(z));
    }

    /** ln Σ eᶻ is the largest logit less the logarithm of its probability. */
    LossSum loss() {
      float[] target = targetLogits.floats();
      float[] max = largest.floats();
      float[] probability = largestProbability.floats();
      double loss = 0;
      long correct = 0;
      for (int i = 0; i < target.length; i++) {
        loss += (max[i] - target[i]) - Math.log(probability[i]);
        correct += target[i] >= max[i] ? 1 : 0;
      }
      return new LossSum(loss, correct, target.length);
    }

    /** softmax(z) − 1ₜ, in place of the logits. */
    Tensor gradient(Workspace.Scratch scratch) {
      z.scatterAdd(targets, scratch.takeWide(z.size(0), 1).fill(-1));
      return z == logits.y() ? z : logits.y().copy(z);
    }
  }
}
