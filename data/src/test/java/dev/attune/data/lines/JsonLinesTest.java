package dev.attune.data.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.wire.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLinesTest {
  private final JsonLines lines = new JsonLines();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void anyObjectsPassInPiecesOfAnySize(int size) {
    byte[] bytes =
        "\ufeff{\"a\": \"é😀\"}\r\n{}\n{\"b\": [1]}\n\n".getBytes(StandardCharsets.UTF_8);
    for (int start = 0; start < bytes.length; start += size) {
      lines.update(bytes, start, Math.min(size, bytes.length - start));
    }
    lines.finish();

    assertThat(lines.count()).isEqualTo(3);
  }

  @Test
  void theFirstLineThatIsNoObjectIsNamedAsSoonAsItEnds() {
    update("{}\n");

    assertThatThrownBy(() -> update("{\"a\": tru}\n{"))
        .isInstanceOf(LineException.class)
        .hasMessageStartingWith("Line 2 is not valid JSON at column 7");
  }

  @Test
  void theLastLineIsCheckedAtTheEnd() {
    update("{}\n{");

    assertThatThrownBy(lines::finish)
        .isInstanceOf(LineException.class)
        .hasMessageStartingWith("Line 2 ");
  }

  @Test
  void anArrayOverSeveralLinesIsRefusedInItsFirst() {
    assertThatThrownBy(() -> update("[\n{}\n]"))
        .hasMessage("Line 1 is not valid JSON. Write each example whole in a line of its own.");
  }

  @Test
  void nothingIsNoLine() {
    lines.finish();

    assertThat(lines.count()).isZero();
  }

  @Test
  void aLineOfTheGreatestLengthPassesAndALongerOneIsRefusedBeforeItEnds() {
    int most = JsonLimits.LINE.bytes();
    String frame = "{\"a\": \"\"}";
    String text = "x".repeat(most - frame.length());
    assertThatCode(() -> update("{\"a\": \"" + text + "\"}\n")).doesNotThrowAnyException();

    byte[] chunk = new byte[1 << 20];
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 9; i++) {
                lines.update(chunk, 0, chunk.length);
              }
            })
        .isInstanceOf(LineException.class)
        .hasMessage("Line 2 has more than 8,388,608 bytes. Shorten it or divide it.");
  }

  private void update(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    lines.update(bytes, 0, bytes.length);
  }
}
