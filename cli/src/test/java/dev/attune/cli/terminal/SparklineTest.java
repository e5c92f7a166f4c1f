package dev.attune.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class SparklineTest {
  @Test
  void theLowestAndTheHighestAreTheEndsOfTheScale() {
    assertThat(Sparkline.of(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), 80))
        .isEqualTo("▁▂▃▄▅▆▇█");
  }

  @Test
  void aLongRunIsAsWideAsThereIsRoom() {
    List<Double> falling = DoubleStream.iterate(1_000, it -> it - 1).limit(1_000).boxed().toList();

    assertThat(Sparkline.of(falling, 8)).isEqualTo("█▇▆▅▄▃▂▁");
    assertThat(Sparkline.of(falling, 37)).hasSize(37).startsWith("█").endsWith("▁");
  }

  @Test
  void whatDoesNotChangeIsAFlatLine() {
    assertThat(Sparkline.of(Collections.nCopies(5, 2.5), 3)).isEqualTo("▁▁▁");
    assertThat(Sparkline.of(List.of(), 3)).isEmpty();
  }
}
