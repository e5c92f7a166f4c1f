package dev.attune.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TextTest {

  @Test
  void aCellNeitherBreaksItsRowNorControlsTheTerminal() {
    assertThat(new Table("A", "B").row("x\ny", "\u001b[31mred").row("longer", 1).lines())
        .containsExactly("A       B", "x y      [31mred", "longer  1");
  }

  @Test
  void spansAreReadAtAGlance() {
    assertThat(Times.span(Duration.ofSeconds(-3))).isEqualTo("0s");
    assertThat(Times.span(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(Times.span(Duration.ofSeconds(61))).isEqualTo("1m 01s");
    assertThat(Times.span(Duration.ofMinutes(121))).isEqualTo("2h 01m");
  }

  @Test
  void aDateThatIsNotThereIsADash() {
    assertThat(Times.date(Optional.of(0L))).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(Times.date(Optional.empty())).isEqualTo("-");
  }
}
