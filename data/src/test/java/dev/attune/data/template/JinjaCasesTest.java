package dev.attune.data.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import dev.attune.data.template.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our own templates and what jinja2 makes of them; {@code cases.py} wrote {@code cases.json}. */
final class JinjaCasesTest {
  private static final Map<String, Kind> KINDS =
      Map.of(
          "TemplateSyntaxError", Kind.SYNTAX,
          "TemplateAssertionError", Kind.SYNTAX,
          "SyntaxError", Kind.SYNTAX,
          "UndefinedError", Kind.UNDEFINED,
          "TypeError", Kind.TYPE,
          "TemplateRuntimeError", Kind.TYPE,
          "ZeroDivisionError", Kind.VALUE,
          "SecurityError", Kind.SECURITY,
          "OverflowError", Kind.LIMIT,
          "TemplateError", Kind.RAISED);

  @TestFactory
  Stream<DynamicTest> templatesRenderAsJinja2RendersThem() throws IOException {
    try (InputStream in = JinjaCasesTest.class.getResourceAsStream("cases.json")) {
      JsonNode file = JsonMapper.shared().readTree(Objects.requireNonNull(in));
      Map<String, Value> variables = new HashMap<>();
      file.get("variables")
          .properties()
          .forEach(entry -> variables.put(entry.getKey(), JsonValues.of(entry.getValue())));
      RenderRequest request =
          new RenderRequest(variables, LocalDateTime.parse(file.get("now").stringValue()));
      return StreamSupport.stream(file.get("cases").spliterator(), false)
          .map(one -> test(one, request));
    }
  }

  private static DynamicTest test(JsonNode one, RenderRequest request) {
    String source = one.get("source").stringValue();
    return DynamicTest.dynamicTest(
        source,
        () -> {
          if (one.has("error")) {
            TemplateException error =
                catchThrowableOfType(
                    TemplateException.class, () -> ChatTemplate.parse(source).render(request));
            assertThat(error).isNotNull();
            assertThat(error.kind()).isEqualTo(KINDS.get(one.get("error").stringValue()));
            assertThat(error.line()).isPositive();
          } else {
            Rendered rendered = ChatTemplate.parse(source).render(request);
            assertThat(rendered.text()).isEqualTo(one.get("expected").stringValue());
            assertThat(spans(rendered)).isEqualTo(spans(one.get("spans")));
          }
        });
  }

  private static List<List<Integer>> spans(Rendered rendered) {
    return rendered.generationSpans().stream()
        .map(span -> List.of(span.start(), span.end()))
        .toList();
  }

  private static List<List<Integer>> spans(JsonNode spans) {
    return StreamSupport.stream(spans.spliterator(), false)
        .map(span -> List.of(span.get(0).intValue(), span.get(1).intValue()))
        .toList();
  }
}
