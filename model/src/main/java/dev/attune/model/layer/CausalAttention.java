package dev.attune.model.layer;

import dev.attune.torch.Device;
import dev.attune.torch.OneQueryAttention;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * o = softmax(cap(scale·q·kᵀ))·v, where a query sees the keys up to its own position, and with a
 * window only the last ones of them (https://arxiv.org/abs/1706.03762). Queries go in tiles of
 * {@value #TILE}, so that memory grows with the length of a sequence and not with its square, and
 * the masked half costs nothing. Heads that share a key are one matrix.
 *
 * <p>A sink is one more score in the softmax, the same at every position, whose value is zero
 * (https://arxiv.org/abs/2309.17453).
 *
 * <p>Backward, with p and cap' computed again: dv = pᵀ·do, ds = p ∘ (do·vᵀ − rowsum(do ∘ o)) ∘
 * cap', dq = scale·ds·k, dk = scale·dsᵀ·q, dsink = −Σ p_sink ∘ rowsum(do ∘ o).
 */
final class CausalAttention {
  private static final int TILE = 128;

  private final AttentionShape shape;
  private final @Nullable Parameter sinks;
  private final OneQueryAttention oneQuery;

  CausalAttention(AttentionShape shape, @Nullable Parameter sinks) {
    this.shape = shape;
    this.sinks = sinks;
    this.oneQuery =
        new OneQueryAttention(
            shape.kvHeads(), shape.group(), shape.headDim(), (float) shape.scale());
  }

  /**
   * What is added to scores, on each device made when first needed, so that a model can be
   * described without a native library.
   *
   * @param future −∞ strictly above the diagonal, (TILE, TILE)
   * @param forgotten −∞ strictly below it
   */
  private record Masks(Tensor future, Tensor forgotten) {
    private static final Map<Device, Masks> MADE = new ConcurrentHashMap<>();

    static Masks on(Device device) {
      return MADE.computeIfAbsent(device, d -> new Masks(triangle(true, d), triangle(false, d)));
    }
  }

  /**
   * Some queries and the keys they may see.
   *
   * @param row first query of the segment
   * @param rows how many
   * @param key first key of the sequence
   * @param keys how many; the last one is the last query's own
   */
  private record Tile(int row, int rows, int key, int keys) {}

  /**
   * One segment's numbers.
   *
   * @param q (length, heads, headDim)
   * @param seen (kvHeads, past + length, headDim)
   * @param o (length, heads, headDim)
   */
  record Segment(Tensor q, KeyValueMemory.KeyValues seen, Tensor o) {
    int length() {
      return (int) q.size(0);
    }

    int past() {
      return (int) (seen.keys().size(1) - q.size(0));
    }
  }

  /** Writes o. */
  void forward(Segment segment, Pass pass) {
    if (segment.length() == 1 && pass.samples() && sinks == null && !shape.softCap().isSet()) {
      Tile last = tile(segment, 0);
      oneQuery.attend(
          segment.q(),
          seenBy(last, segment.seen().keys()),
          seenBy(last, segment.seen().values()),
          segment.o());
      return;
    }
    for (int row = 0; row < segment.length(); row += TILE) {
      Tile tile = tile(segment, row);
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor q = queries(segment.q(), tile, scratch.take(tileShape(tile)), shape.scale());
        Tensor scores = scores(q, segment, tile, scratch);
        Tensor p = toProbabilities(scores, segment, tile).columns(0, tile.keys());
        Tensor o = scratch.take(tileShape(tile)).bmm(p, seenBy(tile, segment.seen().values()));
        heads(segment.o(), tile).copy(split(o, tile));
      }
    }
  }

  /**
   * Adds to the gradients of keys and values and writes those of queries; {@code gradient} has the
   * gradient of o, and there is no past.
   */
  void backward(Segment segment, Segment gradient, Pass pass) {
    for (int row = 0; row < segment.length(); row += TILE) {
      Tile tile = tile(segment, row);
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor q = queries(segment.q(), tile, scratch.take(tileShape(tile)), shape.scale());
        Tensor scores = scores(q, segment, tile, scratch);
        Tensor slope = slope(scores.columns(0, tile.keys()), scratch);
        Tensor all = toProbabilities(scores, segment, tile); // with the sink's, if there is one
        Tensor p = all.columns(0, tile.keys());
        Tensor o = queries(segment.o(), tile, scratch.take(tileShape(tile)), 1);
        Tensor go = queries(gradient.o(), tile, scratch.take(tileShape(tile)), 1);
        Tensor k = seenBy(tile, segment.seen().keys());
        Tensor v = seenBy(tile, segment.seen().values());
        seenBy(tile, gradient.seen().values()).addBmm(p.transpose(1, 2), go);
        Tensor along = scratch.takeWide(go.size(0), go.size(1), 1).sum(o.times(go), 2);
        addToSinks(all.columns(tile.keys(), all.size(2) - tile.keys()), along, pass);
        Tensor ds = scratch.take(p.shape()).bmm(go, v.transpose(1, 2)).plus(along, -1).times(p);
        if (slope != null) {
          ds.times(slope);
        }
        seenBy(tile, gradient.seen().keys()).addBmm(ds.transpose(1, 2), q);
        Tensor dq = go.bmm(ds, k).times(shape.scale());
        heads(gradient.q(), tile).copy(split(dq, tile));
      }
    }
  }

  /** Of the largest tile on its way back. */
  Footprint footprint(Footprint.Load load) {
    long rows = Math.min(TILE, load.longest());
    long keys = Math.min(load.longest(), (long) shape.window() + rows - 1);
    long features = rows * shape.queryWidth();
    long scores = shape.heads() * rows * keys;
    long sink = sinks == null ? 0 : shape.heads() * rows;
    int squares = shape.softCap().isSet() ? 3 : 2;
    long along = load.wide(shape.heads() * rows);
    return Footprint.moment(3 * features + squares * scores + sink + along);
  }

  private Tile tile(Segment segment, int row) {
    int rows = Math.min(TILE, segment.length() - row);
    int end = segment.past() + row + rows;
    int start = Math.max(0, segment.past() + row - shape.window() + 1);
    return new Tile(row, rows, start, end - start);
  }

  private long[] tileShape(Tile tile) {
    return new long[] {shape.kvHeads(), (long) shape.group() * tile.rows(), shape.headDim()};
  }

  /** The tile's rows of x (length, heads, headDim) as (kvHeads, group, rows, headDim). */
  private Tensor heads(Tensor x, Tile tile) {
    return x.rows(tile.row(), tile.rows())
        .view(tile.rows(), shape.kvHeads(), shape.group(), shape.headDim())
        .permute(1, 2, 0, 3);
  }

  private Tensor split(Tensor x, Tile tile) {
    return x.view(shape.kvHeads(), shape.group(), tile.rows(), x.size(2));
  }

  private Tensor queries(Tensor x, Tile tile, Tensor out, double factor) {
    split(out, tile).mul(heads(x, tile), factor);
    return out;
  }

  private static Tensor seenBy(Tile tile, Tensor x) {
    return x.narrow(1, tile.key(), tile.keys());
  }

  /** cap(q·kᵀ), (kvHeads, group·rows, keys), and a column for the sink if there is one. */
  private Tensor scores(Tensor q, Segment segment, Tile tile, Workspace.Scratch scratch) {
    Tensor keys = seenBy(tile, segment.seen().keys());
    Tensor scores = scratch.take(q.size(0), q.size(1), tile.keys() + (sinks == null ? 0 : 1));
    shape.softCap().apply(scores.columns(0, tile.keys()).bmm(q, keys.transpose(1, 2)));
    return scores;
  }

  /** cap' at the capped scores, or null where they are not capped. */
  private @Nullable Tensor slope(Tensor scores, Workspace.Scratch scratch) {
    SoftCap softCap = shape.softCap();
    return softCap.isSet() ? softCap.slope(scratch.take(scores.shape()), scores) : null;
  }

  /** Softmax with mask and sink, in place. */
  private Tensor toProbabilities(Tensor scores, Segment segment, Tile tile) {
    mask(split(scores.columns(0, tile.keys()), tile), tile, segment.past());
    if (sinks != null) {
      split(scores.columns(tile.keys(), 1), tile)
          .copy(sinks.value().view(shape.kvHeads(), shape.group(), 1, 1));
    }
    return scores.softmax(scores);
  }

  /**
   * Adds −∞ to the scores (kvHeads, group, rows, keys) of keys behind a query or before its window.
   */
  private void mask(Tensor scores, Tile tile, int past) {
    int rows = tile.rows();
    Masks masks = Masks.on(scores.device());
    if (rows > 1) {
      scores.narrow(3, tile.keys() - rows, rows).plus(masks.future.rows(0, rows).columns(0, rows));
    }
    int unmasked = shape.window() - 1 - (past + tile.row() - tile.key());
    if (unmasked < rows - 1) {
      int columns = rows - unmasked;
      scores.narrow(3, 0, columns).plus(masks.forgotten.rows(0, rows).columns(unmasked, columns));
    }
  }

  /** With p of the sink and rowsum(do ∘ o), both (kvHeads, group·rows, 1). */
  private void addToSinks(Tensor p, Tensor along, Pass pass) {
    Tensor gradient = sinks == null ? null : pass.gradients().of(sinks);
    if (gradient != null) {
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor each = scratch.take(along.shape()).mul(p, along).view(shape.heads(), -1);
        gradient.plus(scratch.takeWide(shape.heads()).sum(each, 1), -1);
      }
    }
  }

  /** −∞ strictly above or below the diagonal, 0 elsewhere. */
  private static Tensor triangle(boolean above, Device device) {
    float[] numbers = new float[TILE * TILE];
    for (int row = 0; row < TILE; row++) {
      int start = row * TILE;
      int from = above ? start + row + 1 : start;
      int to = above ? start + TILE : start + row;
      Arrays.fill(numbers, from, to, Float.NEGATIVE_INFINITY);
    }
    try (TensorScope scope = new TensorScope()) {
      return scope.keep(Tensors.of(numbers).on(device).view(TILE, TILE));
    }
  }
}
