package dev.attune.training;

import dev.attune.model.layer.Footprint;
import dev.attune.model.layer.Forward;
import dev.attune.model.layer.LmHead;
import dev.attune.model.layer.Pass;
import dev.attune.torch.Device;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;
import java.util.function.Consumer;
import java.util.stream.IntStream;

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
    Total total = new Total();
    forEachChunk(batch, hidden, 1, total::add);
    return total.sum;
  }

  /** The same, and adds {@code scale} times its gradient to {@code gradient} (tokens, hidden). */
  LossSum train(MicroBatch batch, Tensor hidden, Tensor gradient, double scale) {
    Total total = new Total();
    forEachChunk(
        batch,
        hidden,
        scale,
        chunk -> {
          total.add(chunk);
          chunk.addGradient(gradient);
        });
    return total.sum;
  }

  /** −ln p of every prediction that counts. */
  double[] surprises(MicroBatch batch, Tensor hidden) {
    double[] surprises = new double[batch.lossTokens()];
    forEachChunk(
        batch,
        hidden,
        1,
        chunk -> {
          double[] own = chunk.surprises();
          System.arraycopy(own, 0, surprises, chunk.start, own.length);
        });
    return surprises;
  }

  /** Adds the gradient of Σ weight·(−ln p) over the predictions to {@code gradient}. */
  void addGradient(MicroBatch batch, Tensor hidden, Tensor gradient, float[] weights) {
    Tensor all = Tensors.of(weights).on(pass.placement().device()).view(weights.length, 1);
    forEachChunk(batch, hidden, 1, chunk -> chunk.addGradient(gradient, all));
  }

  private static final class Total {
    private LossSum sum = LossSum.ZERO;

    void add(Chunk chunk) {
      sum = sum.plus(chunk.loss());
    }
  }

  private void forEachChunk(MicroBatch batch, Tensor hidden, double factor, Consumer<Chunk> then) {
    Device device = pass.placement().device();
    Tensor rows = Tensors.of(batch.rows()).on(device);
    Tensor targets = Tensors.of(batch.targets()).on(device);
    long chunkSize = chunkSize(lmHead, rows.count());
    for (long start = 0; start < rows.count(); start += chunkSize) {
      long count = Math.min(chunkSize, rows.count() - start);
      Workspace.Mark mark = pass.workspace().mark();
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor h = scratch.take(count, hidden.size(1)).selectRows(hidden, rows.rows(start, count));
        Tensor z = scratch.take(count, lmHead.weight().shape().get(0));
        Forward logits = lmHead.forward(h, z, factor, pass);
        Tensor wide = pass.placement().rounds() ? scratch.takeWide(z.shape()).copy(z) : z;
        then.accept(
            new Chunk(
                (int) start,
                rows.rows(start, count),
                targets.rows(start, count).view(count, 1),
                logits,
                wide,
                scratch));
      } finally {
        pass.workspace().release(mark);
      }
    }
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
    private final int start;
    private final Tensor rows;
    private final Tensor targets;
    private final Forward logits;
    private final Tensor z;
    private final Workspace.Scratch scratch;
    private final Tensor targetLogits;
    private final Tensor largest;
    private final Tensor largestProbability;

    /**
     * Turns logits into probabilities.
     *
     * @param start the first row's number among all
     * @param rows tokens of the micro-batch, (rows)
     * @param targets what they should predict, (rows, 1)
     * @param z the logits as F32, (rows, vocabulary)
     */
    Chunk(
        int start,
        Tensor rows,
        Tensor targets,
        Forward logits,
        Tensor z,
        Workspace.Scratch scratch) {
      this.start = start;
      this.rows = rows;
      this.targets = targets;
      this.logits = logits;
      this.z = z;
      this.scratch = scratch;
      long count = rows.count();
      targetLogits = scratch.takeWide(count, 1).gather(z, targets);
      largest = scratch.takeWide(count, 1).max(z);
      largestProbability = scratch.takeWide(count, 1).max(z.softmax(z));
    }

    LossSum loss() {
      double loss = 0;
      for (double surprise : surprises()) {
        loss += surprise;
      }
      return new LossSum(loss, correct(), rows.count());
    }

    /** ln Σ eᶻ is the largest logit less the logarithm of its probability. */
    double[] surprises() {
      float[] target = targetLogits.floats();
      float[] max = largest.floats();
      float[] probability = largestProbability.floats();
      double[] surprises = new double[target.length];
      for (int i = 0; i < target.length; i++) {
        surprises[i] = (max[i] - target[i]) - Math.log(probability[i]);
      }
      return surprises;
    }

    private long correct() {
      float[] target = targetLogits.floats();
      float[] max = largest.floats();
      return IntStream.range(0, target.length).filter(i -> target[i] >= max[i]).count();
    }

    /** Adds that of the sum of all surprises. */
    void addGradient(Tensor gradient) {
      back(dz(), gradient);
    }

    /** Adds that of the sum weighed by {@code weights}, (all rows of the micro-batch, 1). */
    void addGradient(Tensor gradient, Tensor weights) {
      back(dz().times(weights.rows(start, rows.count())), gradient);
    }

    /** softmax(z) − 1ₜ, in place of z. */
    private Tensor dz() {
      return z.scatterAdd(targets, scratch.takeWide(z.size(0), 1).fill(-1));
    }

    private void back(Tensor dz, Tensor gradient) {
      Tensor dy = dz == logits.y() ? dz : logits.y().copy(dz);
      Tensor dh = scratch.take(rows.count(), gradient.size(1)).zero();
      logits.backward().run(dy, dh);
      gradient.addRows(rows, dh);
    }
  }
}
