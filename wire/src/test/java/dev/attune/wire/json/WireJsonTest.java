package dev.attune.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class WireJsonTest {
  private static final JsonLimits LIMITS = new JsonLimits(1_000, 4, 8, 10, 6, 3, 9);

  @Test
  void everyKindOfValueIsReadAsItIs() {
    JsonNode tree =
        WireJson.parse(
            "{\"a\":[1,2.5,\"x\",true,false,null,99999999999999999999],\"b\":{}}",
            JsonLimits.SMALL);

    assertThat(tree)
        .hasToString("{\"a\":[1,2.5,\"x\",true,false,null,99999999999999999999],\"b\":{}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":",
        "{\"a\" 1}",
        "[1,]",
        "nul",
        "NaN",
        "{} {}",
        "{a:1}",
        "'x'",
        "01",
        "+1",
        "1.",
        "\"\u0000\"",
        "{\"a\":1}x",
        "// c\n{}",
        "\uFEFF{}"
      })
  void whatIsNotJsonIsRefusedWithItsPlace(String text) {
    ApiError error = refusal(text, JsonLimits.SMALL);

    assertThat(error.status()).isEqualTo(400);
    assertThat(error.message())
        .startsWith("We could not parse the JSON body of your request. (HINT: ")
        .containsPattern("Line \\d+, column \\d+\\.");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] overlong = {'"', (byte) 0xC0, (byte) 0x80, '"'};
    byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};

    assertThat(refusal(overlong).message()).contains("not UTF-8");
    assertThat(refusal(surrogate).message()).contains("not UTF-8");
    assertThat(refusal("{}".getBytes(StandardCharsets.UTF_16)).message()).contains("not UTF-8");
  }

  @Test
  void aLimitIsNamedAtItsPlace() {
    assertLimit("{\"a\":[[[1]]]}", "{\"a\":[[[[1]]]]}", "a[0][0][0]");
    assertLimit("[12345678]", "[1,123456789]", "[1]");
    assertLimit("[\"0123456789\"]", "[\"0123456789a\"]", "[0]");
    assertLimit("{\"abcdef\":1}", "{\"abcdefg\":1}", null);
    assertLimit("{\"a\":1,\"b\":[{\"c\":1}]}", "{\"a\":1,\"b\":[{\"c\":1,\"d\":2}]}", "b[0].d");
    assertLimit("[1,2,3,4,5,6,7,8]", "[1,2,3,4,5,6,7,8,9]", "[8]");
  }

  @Test
  void aBodyOverTheLimitIsNotEvenParsed() {
    byte[] body = "x".repeat(1_001).getBytes(StandardCharsets.UTF_8);

    ApiError error =
        catchThrowableOfType(ApiException.class, () -> WireJson.parse(body, LIMITS)).error();

    assertThat(error.status()).isEqualTo(413);
    assertThat(error.message()).contains("1,000 bytes");
  }

  @Test
  void aTreeNeverHidesWhatWasSent() {
    assertRefused("{\"m\":[{\"r\":1,\"r\":2}]}", "m[0].r", "given twice");
    assertRefused("{\"m\":[\"\\ud800\"]}", "m[0]", "surrogate");
    assertRefused("{\"m\":\"a\\udc00\\ud800\"}", "m", "surrogate");
    assertRefused("{\"\\ud800\":1}", "?", "surrogate");
    assertRefused("{\"m\":NaN}", "m", "the number NaN is out of range");
    assertRefused("{\"m\":[1,-Infinity]}", "m[1]", "the number -Infinity is out of range");
    assertRefused("{\"m\":1e999999}", "m", "1e999999 is out of range");
    assertRefused("{\"m\":-1e99999999999999999999}", "m", "out of range");
    assertThat(WireJson.parse("\"\\ud83d\\ude00\"", JsonLimits.SMALL).stringValue())
        .isEqualTo("😀");
  }

  @Test
  void aDeepBombCostsNoStack() {
    ApiError error = refusal("[".repeat(1_000_000), JsonLimits.CHAT);

    assertThat(error.code()).isEqualTo("json_limit_exceeded");
    assertThat(error.param()).hasSizeLessThanOrEqualTo(101);
  }

  @Test
  void noErrorTellsWhatTheServerIsMadeOf() {
    for (String text : new String[] {"[1e", "{\"a\"", "[".repeat(99), "9".repeat(99)}) {
      assertThat(refusal(text, JsonLimits.SMALL).message())
          .doesNotContain("jackson", "Exception", "java", "StreamRead", "token");
    }
  }

  private static void assertLimit(String within, String beyond, @Nullable String param) {
    assertThat(WireJson.parse(within, LIMITS)).hasToString(within);
    ApiError error = refusal(beyond, LIMITS);
    assertThat(error.code()).isEqualTo("json_limit_exceeded");
    assertThat(error.param()).isEqualTo(param);
  }

  private static void assertRefused(String text, String param, String message) {
    ApiError error = refusal(text, JsonLimits.SMALL);
    assertThat(error.message()).contains(message);
    if (!param.equals("?")) {
      assertThat(error.param()).isEqualTo(param);
    }
  }

  private static ApiError refusal(String text, JsonLimits limits) {
    return catchThrowableOfType(ApiException.class, () -> WireJson.parse(text, limits)).error();
  }

  private static ApiError refusal(byte[] body) {
    return catchThrowableOfType(ApiException.class, () -> WireJson.parse(body, JsonLimits.SMALL))
        .error();
  }
}
