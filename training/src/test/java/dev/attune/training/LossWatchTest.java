package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LossWatchTest {
  private final LossWatch watch = new LossWatch();
  private int step;

  @Test
  void aLossOrAGradientThatIsNoNumberIsSeenAtItsStep() {
    see(3, 2.5);
    assertThatThrownBy(() -> watch.see(3, Double.NaN, 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("loss is no longer a number at step 3");
    assertThatThrownBy(() -> watch.see(4, 2.5, Double.POSITIVE_INFINITY))
        .hasMessageContaining("gradient is no longer a number at step 4")
        .hasMessageContaining("learning_rate_multiplier");
  }

  @Test
  void aLossThatRisesAndStaysIsSeen() {
    see(9, 3, 2.5, 2.2, 2, 1.8, 1.7, 9);

    assertThatThrownBy(() -> see(10.5, 11))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("until step 10")
        .hasMessageContaining("to 11.00");
  }

  @Test
  void oneOddBatchIsNoReasonToGiveUp() {
    assertThatCode(() -> see(0.1, 0.1, 0.1, 0.1, 0.1, 8, 9, 0.1, 8, 0.1, 12, 11, 0.2))
        .doesNotThrowAnyException();
  }

  @Test
  void noisyStartsAreLeftAlone() {
    assertThatCode(() -> see(0.5, 9, 12, 11, 12, 10, 11, 12)).doesNotThrowAnyException();
  }

  private void see(double... losses) {
    for (double loss : losses) {
      watch.see(++step, loss, 1);
    }
  }
}
