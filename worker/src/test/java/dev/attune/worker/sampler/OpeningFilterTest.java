package dev.attune.worker.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OpeningFilterTest {
  @Test
  void anOpeningInPiecesIsTakenOff() {
    OpeningFilter filter = new OpeningFilter("<think></think>");

    assertThat(filter.accept("<think>")).isEmpty();
    assertThat(filter.accept("</think>Yes")).isEqualTo("Yes");
    assertThat(filter.accept("<think></think>")).isEqualTo("<think></think>");
    assertThat(filter.took()).isTrue();
  }

  @Test
  void anAnswerThatBeginsOtherwisePassesWhole() {
    OpeningFilter filter = new OpeningFilter("<think></think>");

    assertThat(filter.accept("<think>")).isEmpty();
    assertThat(filter.accept("hm")).isEqualTo("<think>hm");
    assertThat(filter.took()).isFalse();
  }

  @Test
  void anAnswerThatEndsInsideTheOpeningPassesWhole() {
    OpeningFilter filter = new OpeningFilter("<think></think>");

    assertThat(filter.accept("<th")).isEmpty();
    assertThat(filter.finish()).isEqualTo("<th");
  }

  @Test
  void noOpeningChangesNothing() {
    assertThat(new OpeningFilter("").accept(" Yes")).isEqualTo(" Yes");
  }
}
