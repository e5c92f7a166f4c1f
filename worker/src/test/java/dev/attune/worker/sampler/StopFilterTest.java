package dev.attune.worker.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StopFilterTest {
  @Test
  void withoutStopTextsEverythingPassesAtOnce() {
    StopFilter filter = new StopFilter(List.of());

    assertThat(filter.accept("ab")).isEqualTo("ab");
    assertThat(filter.finish()).isEmpty();
    assertThat(filter.stopped()).isFalse();
  }

  @Test
  void aStopTextIsNotHandedOutNorIsWhatFollows() {
    StopFilter filter = new StopFilter(List.of("STOP"));

    assertThat(filter.accept("go STOP on")).isEqualTo("go ");
    assertThat(filter.stopped()).isTrue();
    assertThat(filter.accept("more")).isEmpty();
    assertThat(filter.finish()).isEmpty();
  }

  @Test
  void aStopTextInPiecesIsFound() {
    StopFilter filter = new StopFilter(List.of("STOP"));

    assertThat(filter.accept("go S")).isEqualTo("go ");
    assertThat(filter.accept("T")).isEmpty();
    assertThat(filter.accept("O")).isEmpty();
    assertThat(filter.accept("P!")).isEmpty();
    assertThat(filter.stopped()).isTrue();
  }

  @Test
  void whatOnlyBeganLikeAStopTextIsHandedOut() {
    StopFilter filter = new StopFilter(List.of("STOP"));

    assertThat(filter.accept("ST")).isEmpty();
    assertThat(filter.accept("ART S")).isEqualTo("START ");
    assertThat(filter.finish()).isEqualTo("S");
  }

  @Test
  void theFirstOfSeveralStopTextsCounts() {
    assertThat(new StopFilter(List.of("three", "two")).accept("one two three")).isEqualTo("one ");
  }

  @Test
  void aStopTextThatOverlapsItselfIsFound() {
    StopFilter filter = new StopFilter(List.of("aab"));

    assertThat(filter.accept("aa")).isEmpty();
    assertThat(filter.accept("ab")).isEqualTo("a");
    assertThat(filter.stopped()).isTrue();
  }
}
