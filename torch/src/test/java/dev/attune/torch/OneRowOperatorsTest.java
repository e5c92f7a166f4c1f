package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OneRowOperatorsTest {
  private static final Offset<Float> CLOSE = Offset.offset(1e-4f);

  @ParameterizedTest
  @CsvSource({"1,1,8,1", "2,3,64,5", "3,2,20,130", "4,1,6,9", "9,3,128,700"})
  void attentionOfOneQueryIsThatOfTheFormula(int kvHeads, int group, int headDim, int tokens) {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope();
        Crew _ = Crew.enter(2)) {
      int heads = kvHeads * group;
      Tensor q = random(1, heads, headDim);
      // The cache has room for more tokens than there are.
      Tensor keys = random(kvHeads, tokens + 3, headDim).narrow(1, 1, tokens);
      Tensor values = random(kvHeads, tokens + 5, headDim).narrow(1, 2, tokens);
      Tensor grouped = q.view(kvHeads, group, headDim);
      Tensor p =
          Tensors.zeros(kvHeads, group, tokens).bmm(grouped, keys.transpose(1, 2)).times(0.3);
      Tensor expected = Tensors.zeros(kvHeads, group, headDim).bmm(p.softmax(p), values);

      Tensor o = Tensors.zeros(1, heads, headDim);
      new OneQueryAttention(kvHeads, group, headDim, 0.3f).attend(q, keys, values, o);

      assertThat(o.floats()).containsExactly(expected.floats(), CLOSE);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,64,48,8", "3,30,7,4", "2,16,16,16", "1,9,5,1"})
  void aLowRankChangeIsAddedToColumnsOfALargerTensor(int rows, int in, int out, int rank) {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope()) {
      Tensor x = random(rows, in);
      Tensor a = random(rank, in);
      Tensor b = random(out, rank);
      Tensor z = Tensors.zeros(rows, rank).mm(x, a.t());
      Tensor expected = Tensors.zeros(rows, out).fill(1).addMm(z, b.t(), 2);

      Tensor wide = Tensors.zeros(rows, out + 2).fill(1);
      LowRank.addTo(wide.columns(1, out), x, List.of(new LowRank.Change(0, rows, a, b, 2)));

      Tensor actual = Tensors.zeros(rows, out).copy(wide.columns(1, out));
      assertThat(actual.floats()).containsExactly(expected.floats(), CLOSE);
      assertThat(wide.columns(0, 1).sum() + wide.columns(out + 1, 1).sum()).isEqualTo(2 * rows);
    }
  }

  @Test
  void manyLowRankChangesAreSharedBetweenThreads() {
    int rows = 8;
    int size = 256;
    int rank = 16;
    Torch.enterThread();
    try (TensorScope _ = new TensorScope();
        Crew _ = Crew.enter(2)) {
      Tensor x = random(rows, size);
      Tensor y = Tensors.zeros(rows, size).fill(1);
      Tensor expected = Tensors.zeros(rows, size).fill(1);
      List<LowRank.Change> changes =
          IntStream.range(0, rows)
              .mapToObj(
                  row -> new LowRank.Change(row, 1, random(rank, size), random(size, rank), 0.02))
              .toList();
      changes.forEach(change -> {
        Tensor z = Tensors.zeros(1, rank).mm(x.rows(change.start(), 1), change.a().t());
        expected.rows(change.start(), 1).addMm(z, change.b().t(), change.scale());
      });

      LowRank.addTo(y, x, changes);

      assertThat(y.floats()).containsExactly(expected.floats(), CLOSE);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,64,0", "3,13,1", "2,8,0"})
  void aNormOfRowsIsThatOfTheFormula(int rows, int size, int shift) {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope()) {
      Tensor x = random(rows, size);
      Tensor w = random(size);
      Tensor r = Tensors.zeros(rows, 1).norm(x);
      r.times(r).times(1.0 / size).plus(0.1).rsqrt();
      Tensor shifted = Tensors.zeros(size).copy(w).plus(shift);
      Tensor expected = Tensors.zeros(rows, size).mul(x, r).times(shifted);

      Tensor y = Tensors.zeros(rows, size);
      FusedRows.rmsNorm(y, x, w, 0.1, shift);

      assertThat(y.floats()).containsExactly(expected.floats(), CLOSE);
    }
  }

  @Test
  void aRotationTurnsPairsAndLeavesTheRest() {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope()) {
      Tensor wide = random(2, 4, 7);
      Tensor before = Tensors.zeros(2, 4, 7).copy(wide);
      Tensor cos = random(2, 1, 3);
      Tensor sin = random(2, 1, 3).times(0.5);

      FusedRows.rotate(wide.narrow(1, 1, 2), cos, sin);

      Tensor first = before.narrow(2, 0, 3);
      Tensor second = before.narrow(2, 3, 3);
      Tensor expected = Tensors.zeros(2, 4, 7).copy(before);
      Tensor turned = expected.narrow(1, 1, 2);
      turned
          .narrow(2, 0, 3)
          .mul(first.narrow(1, 1, 2), cos)
          .addMul(second.narrow(1, 1, 2), sin, -1);
      turned.narrow(2, 3, 3).mul(second.narrow(1, 1, 2), cos).addMul(first.narrow(1, 1, 2), sin, 1);
      assertThat(wide.floats()).containsExactly(expected.floats(), CLOSE);
    }
  }

  @Test
  void featuresThatDoNotStandSideBySideAreRefused() {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope()) {
      Tensor keys = random(2, 8, 4).transpose(1, 2);
      Tensor q = random(1, 2, 8);
      assertThatThrownBy(() -> new OneQueryAttention(2, 1, 8, 1).attend(q, keys, keys, q))
          .hasMessageContaining("side by side");
    }
  }

  private static Tensor random(long... shape) {
    return Tensors.zeros(shape).normal(0, 1, new RandomSource(shape.length + shape[0]));
  }
}
