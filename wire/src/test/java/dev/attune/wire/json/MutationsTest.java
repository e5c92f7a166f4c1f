package dev.attune.wire.json;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.wire.json.Mutations.Kind;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The controls of the tests of fields: each kind of careless reader is found out. */
final class MutationsTest {
  private static final String BASE = "{'n':1}";

  @Test
  void aStrictReaderPasses() {
    assertThatCode(() -> checkAll(body -> strict(body, "n"))).doesNotThrowAnyException();
  }

  @Test
  void aReaderThatTakesEverythingIsFoundOut() {
    assertThatThrownBy(() -> checkAll(_ -> {})).isInstanceOf(AssertionError.class);
  }

  @Test
  void aReaderThatBreaksIsFoundOut() {
    assertThatThrownBy(() -> checkAll(body -> body.get("n").intValue()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aReaderThatNamesAnotherFieldIsFoundOut() {
    assertThatThrownBy(() -> checkAll(body -> strict(body, "m")))
        .isInstanceOf(AssertionError.class);
  }

  private static int strict(JsonNode body, String name) {
    return JsonObject.read(body, o -> o.required(name).integer(0, 9));
  }

  private static void checkAll(Consumer<JsonNode> reader) {
    Mutations mutations = new Mutations(BASE, reader);
    mutations.of("n", true, Kind.INTEGER).forEach(mutations::check);
    mutations.unknownIn("").forEach(mutations::check);
  }
}
