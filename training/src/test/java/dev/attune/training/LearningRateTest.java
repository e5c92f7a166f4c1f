package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LearningRateTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  @Test
  void linearDecayReachesZeroBehindTheLastStep() {
    LearningRate rate = new LearningRate(0.002, LearningRate.Decay.LINEAR, 0, 24);
    assertThat(rate.at(1)).isEqualTo(0.002);
    assertThat(rate.at(2)).isCloseTo(0.0019166666666666668, EXACT);
    assertThat(rate.at(24)).isCloseTo(0.002 / 24, EXACT);
  }

  @Test
  void theWarmUpRisesLinearlyAndNeverStartsAtZero() {
    LearningRate rate = new LearningRate(1, LearningRate.Decay.LINEAR, 3, 103);
    assertThat(rate.at(1)).isCloseTo(0.25, EXACT);
    assertThat(rate.at(3)).isCloseTo(0.75, EXACT);
    assertThat(rate.at(4)).isEqualTo(1);
    assertThat(rate.at(54)).isCloseTo(0.5, EXACT);
  }

  @Test
  void cosineDecayIsHalfWayDownInTheMiddle() {
    LearningRate rate = new LearningRate(1, LearningRate.Decay.COSINE, 0, 100);
    assertThat(rate.at(1)).isEqualTo(1);
    assertThat(rate.at(51)).isCloseTo(0.5, EXACT);
    assertThat(rate.at(100)).isBetween(0.0, 0.001);
  }

  @Test
  void aConstantRateStays() {
    assertThat(new LearningRate(1, LearningRate.Decay.CONSTANT, 0, 10).at(10)).isEqualTo(1);
  }
}
