package dev.attune.torch;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * o = softmax(scale·q·kᵀ)·v for the one new token of a sequence: what decoding asks of every layer,
 * where a dozen operators for so little work would take longer than the work itself.
 *
 * @param kvHeads heads of keys and values
 * @param group query heads that share one of them
 * @param headDim features of a head
 */
public record OneQueryAttention(int kvHeads, int group, int headDim, float scale) {
  private static final int SMALLEST_PIECE = 1 << 16;

  /**
   * Writes o.
   *
   * @param q (1, heads, headDim), like o
   * @param keys (kvHeads, tokens, headDim), like values, features side by side
   */
  public void attend(Tensor q, Tensor keys, Tensor values, Tensor o) {
    int tokens = Math.toIntExact(keys.size(1));
    float[] queries = Rows.of(q.view(1, -1)).numbers(1, kvHeads * group * headDim);
    Rows out = Rows.of(o.view(1, -1));
    Heads k = Heads.of(keys);
    Heads v = Heads.of(values);
    Crew.share(
        kvHeads,
        SMALLEST_PIECE / (tokens * group * headDim) + 1,
        (from, to) -> {
          float[] p = new float[tokens];
          for (int query = from * group; query < to * group; query++) {
            toProbabilities(scores(queries, query, k.head(query / group), p));
            mix(p, v.head(query / group), out.column((long) query * headDim));
          }
        });
  }

  /** A row for each token in each head. */
  private record Heads(Rows rows, long stride) {
    static Heads of(Tensor x) {
      return new Heads(Rows.ofHeads(x), x.handle.stride(0) * Float.BYTES);
    }

    Rows head(int head) {
      return new Rows(rows.memory(), rows.at() + head * stride, rows.stride());
    }
  }

  /** p ← scale·q·kᵀ of one query. */
  private float[] scores(float[] queries, int query, Rows keys, float[] p) {
    int first = query * headDim;
    int whole = Lanes.FLOATS.loopBound(headDim);
    MemorySegment memory = keys.memory();
    for (int token = 0; token < p.length; token++) {
      long at = keys.at() + token * keys.stride();
      FloatVector sum = FloatVector.zero(Lanes.FLOATS);
      for (int i = 0; i < whole; i += Lanes.COUNT) {
        FloatVector part = FloatVector.fromArray(Lanes.FLOATS, queries, first + i);
        sum = Lanes.f32(memory, at + (long) i * Float.BYTES).fma(part, sum);
      }
      float dot = Lanes.sum(sum);
      for (int i = whole; i < headDim; i++) {
        dot += queries[first + i] * keys.number(token, i);
      }
      p[token] = dot * scale;
    }
    return p;
  }

  /** p ← softmax(p). */
  private static void toProbabilities(float[] p) {
    float max = Float.NEGATIVE_INFINITY;
    for (float score : p) {
      max = Math.max(max, score);
    }
    int whole = Lanes.FLOATS.loopBound(p.length);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, p, i)
          .sub(max)
          .lanewise(VectorOperators.EXP)
          .intoArray(p, i);
    }
    for (int i = whole; i < p.length; i++) {
      p[i] = (float) Math.exp(p[i] - max);
    }
    float sum = 0;
    for (float weight : p) {
      sum += weight;
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
  }

  /** o ← p·v. */
  private void mix(float[] p, Rows values, Rows o) {
    int whole = Lanes.FLOATS.loopBound(headDim);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      Lanes.put(o.column(i), mix(p, values.column(i)));
    }
    for (int i = whole; i < headDim; i++) {
      float sum = 0;
      for (int token = 0; token < p.length; token++) {
        sum += p[token] * values.number(token, i);
      }
      o.put(i, sum);
    }
  }

  /** As many features as there are lanes; four sums hide the time of an addition. */
  private static FloatVector mix(float[] p, Rows values) {
    MemorySegment memory = values.memory();
    long stride = values.stride();
    FloatVector a = FloatVector.zero(Lanes.FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int whole = p.length & -4;
    for (int token = 0; token < whole; token += 4) {
      long at = values.at() + token * stride;
      a = Lanes.f32(memory, at).fma(Lanes.all(p[token]), a);
      b = Lanes.f32(memory, at + stride).fma(Lanes.all(p[token + 1]), b);
      c = Lanes.f32(memory, at + 2 * stride).fma(Lanes.all(p[token + 2]), c);
      d = Lanes.f32(memory, at + 3 * stride).fma(Lanes.all(p[token + 3]), d);
    }
    for (int token = whole; token < p.length; token++) {
      a = Lanes.f32(memory, values.at() + token * stride).fma(Lanes.all(p[token]), a);
    }
    return a.add(b).add(c.add(d));
  }
}
