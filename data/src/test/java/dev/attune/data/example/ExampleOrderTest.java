package dev.attune.data.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExampleOrderTest {
  @Test
  void everyExampleComesOnce() {
    for (int count : new int[] {0, 1, 2, 7, 1_000}) {
      int[] sorted = ExampleOrder.of(count, 42, 1);
      Arrays.sort(sorted);
      assertThat(sorted).isEqualTo(IntStream.range(0, count).toArray());
    }
  }

  @Test
  void theSameSeedAndEpochGiveTheSameOrder() {
    assertThat(ExampleOrder.of(100, 42, 3)).isEqualTo(ExampleOrder.of(100, 42, 3));
  }

  @Test
  void anotherEpochHasAnotherOrder() {
    assertThat(ExampleOrder.of(100, 42, 1)).isNotEqualTo(ExampleOrder.of(100, 42, 2));
  }

  @Test
  void anotherSeedHasAnotherOrder() {
    assertThat(ExampleOrder.of(100, 42, 1)).isNotEqualTo(ExampleOrder.of(100, 43, 1));
  }

  @Test
  void everyExampleComesFirstAboutAsOftenAsTheOthers() {
    int[] firsts = new int[5];
    for (int seed = 0; seed < 5_000; seed++) {
      firsts[ExampleOrder.of(5, seed, 1)[0]]++;
    }
    assertThat(Arrays.stream(firsts)).allMatch(count -> count > 850 && count < 1_150);
  }
}
