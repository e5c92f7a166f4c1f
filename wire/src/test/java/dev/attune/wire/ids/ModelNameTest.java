package dev.attune.wire.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelNameTest {

  @Test
  void aNameWithoutASuffixKeepsItsPlaceEmpty() {
    ModelName name = ModelName.of("gpt-3.5-turbo-0613", "personal", null, "8J6LXhXG");

    assertThat(name).hasToString("ft:gpt-3.5-turbo-0613:personal::8J6LXhXG");
  }

  @Test
  void anInterimCheckpointHasItsOwnId() {
    ModelName last = ModelName.of("starter", "acme", "routes", "9uJPbR69");

    assertThat(last.checkpoint("9uJPavaa", 100))
        .hasToString("ft:starter:acme:routes:9uJPavaa:ckpt-step-100");
  }

  @Test
  void aSuffixNeverBreaksTheScheme() {
    assertThat(ModelName.of("starter", "a:b c", "x:y/../z ü", "9uJPbR69"))
        .hasToString("ft:starter:a-b-c:x-y-..-z--:9uJPbR69");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ft:starter:acme:routes:9uJPbR69",
        "ft:starter:acme::9uJPbR69",
        "ft:starter:acme:routes:9uJPavaa:ckpt-step-1",
        "ft:gpt-4o-mini-2024-07-18:my-org:custom_suffix:9ABel2dg:ckpt-step-88"
      })
  void aNameIsReadAsItIsWritten(String text) {
    assertThat(ModelName.parse(text)).map(ModelName::toString).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "starter",
        "ft:starter",
        "ft:starter:acme:9uJPbR69",
        "ft:starter:acme:x:short",
        "ft:starter:acme:x:toolong99",
        "ft::acme:x:9uJPbR69",
        "ft:starter::x:9uJPbR69",
        "ft:starter:acme:x:9uJPbR69:ckpt-step-0",
        "ft:starter:acme:x:9uJPbR69:ckpt-step-",
        "ft:starter:acme:x:9uJPbR69:ckpt-step-99999999999",
        "ft:starter:acme:x:y:9uJPbR69",
        "ft:starter:acme:x:9uJPbR69\n"
      })
  void otherNamesAreNoTunedModels(String text) {
    assertThat(ModelName.parse(text)).isEmpty();
  }

  @Test
  void anIdOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> ModelName.of("starter", "acme", null, "x:y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 letters and digits");
  }
}
