package dev.attune.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolDefinitionTest {

  @Test
  void aFunctionKeepsWhatOnlyItsSenderKnows() {
    String json =
        "{'type':'function','function':{'name':'get_weather','parameters':{'type':'object'},"
            + "'required':['city']}}";

    ToolDefinition tool = read(json);

    assertThat(tool)
        .isInstanceOfSatisfying(
            ToolDefinition.Function.class,
            it -> {
              assertThat(it.function().name()).isEqualTo("get_weather");
              assertThat(it.function().strict()).isFalse();
              assertThat(it.function().parameters()).hasToString("{\"type\":\"object\"}");
            });
    assertThat(tool.json()).hasToString(json.replace('\'', '"'));
  }

  @Test
  void aCustomToolIsKnownByItsName() {
    assertThat(read("{'type':'custom','custom':{'name':'sql','format':{'type':'text'}}}"))
        .isInstanceOfSatisfying(
            ToolDefinition.Custom.class, it -> assertThat(it.name()).isEqualTo("sql"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'type':'function'}                                           | t.function
          {'type':'function','function':{}}                             | t.function.name
          {'type':'function','function':{'name':'get weather'}}         | t.function.name
          {'type':'function','function':{'name':''}}                    | t.function.name
          {'type':'function','function':{'name':'f','parameters':'x'}}  | t.function.parameters
          {'type':'function','function':{'name':'f','strict':'x'}}      | t.function.strict
          {'type':'grep','function':{'name':'f'}}                       | t.type
          {'type':'function','function':{'name':'f'},'extra':1}         | t.extra
          {'type':'custom','custom':{}}                                 | t.custom.name
          """,
      quoteCharacter = '`')
  void aMistakeIsNamed(String json, String param) {
    ApiException refusal = catchThrowableOfType(ApiException.class, () -> read(json));

    assertThat(refusal.error().param()).isEqualTo(param);
    assertThat(refusal).hasMessageContaining(param.equals("t.type") ? "grep" : param);
  }

  private static ToolDefinition read(String json) {
    String body = "{\"t\":" + json.replace('\'', '"') + "}";
    return JsonObject.read(
        WireJson.parse(body, JsonLimits.SMALL), o -> ToolDefinition.read(o.required("t")));
  }
}
