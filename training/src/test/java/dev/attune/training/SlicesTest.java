package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.example.EncodedExample;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlicesTest {
  @Test
  void everyExampleIsInOneMicroBatchAndSharesWeighAboutTheSame() {
    List<EncodedExample> examples = Fixtures.examples(40);
    List<List<MicroBatch>> slices = new Slices(100, true).divide(examples, 3);

    long total = examples.stream().mapToLong(e -> e.tokenIds().length).sum();
    assertThat(slices).hasSize(3);
    assertThat(slices.stream().mapToLong(SlicesTest::tokens).sum()).isEqualTo(total);
    assertThat(slices)
        .allSatisfy(slice -> assertThat(tokens(slice)).isBetween(total / 3 - 45, total / 3 + 45));
  }

  @Test
  void microBatchesKeepToTheirLimitAndTheLongestComeFirst() {
    List<EncodedExample> examples = Fixtures.examples(40);
    for (List<MicroBatch> slice : new Slices(100, true).divide(examples, 2)) {
      assertThat(slice).allSatisfy(batch -> assertThat(batch.tokens().tokens()).isLessThan(101));
      int first = slice.getFirst().tokens().segments().getFirst().length();
      assertThat(slice.stream().flatMap(batch -> batch.tokens().segments().stream()))
          .allSatisfy(segment -> assertThat(segment.length()).isLessThanOrEqualTo(first));
    }
  }

  @Test
  void anExampleLongerThanTheLimitGoesAlone() {
    List<EncodedExample> examples = Fixtures.examples(6);
    for (MicroBatch batch : new Slices(1, true).divide(examples, 1).getFirst()) {
      assertThat(batch.tokens().segments()).hasSize(1);
    }
  }

  @Test
  void withFewerExamplesThanSlicesSomeStayEmpty() {
    List<List<MicroBatch>> slices = new Slices(100, true).divide(Fixtures.examples(1), 3);
    assertThat(slices.stream().filter(List::isEmpty)).hasSize(2);
  }

  private static long tokens(List<MicroBatch> slice) {
    return slice.stream().mapToLong(batch -> batch.tokens().tokens()).sum();
  }
}
