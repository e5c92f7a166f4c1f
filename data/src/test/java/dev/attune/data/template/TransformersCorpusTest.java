package dev.attune.data.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.SharedFolder;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published templates and what transformers renders for them. */
final class TransformersCorpusTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> FIELDS =
      List.of("messages", "add_generation_prompt", "bos_token", "eos_token");

  private final Map<String, ChatTemplate> parsed = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> publishedTemplatesRenderAsTransformersRendersThem() throws IOException {
    return cases(SharedFolder.find("chat-templates", "cases.json"));
  }

  @TestFactory
  Stream<DynamicTest> singleConstructsRenderAsTransformersRendersThem() throws IOException {
    return cases(SharedFolder.find("chat-templates", "cases-unit.json"));
  }

  private Stream<DynamicTest> cases(Path file) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : JSON.readTree(Files.readString(file))) {
      tests.add(DynamicTest.dynamicTest(one.get("id").stringValue(), () -> check(one, file)));
    }
    return tests.stream();
  }

  private void check(JsonNode one, Path file) throws IOException {
    if (one.has("error")) {
      assertThatThrownBy(() -> render(one, file)).isInstanceOf(TemplateException.class);
      return;
    }
    Rendered rendered = render(one, file);
    assertThat(rendered.text()).isEqualTo(one.get("expected").stringValue());
    if (one.has("generation_spans")) {
      assertThat(codePointSpans(rendered)).isEqualTo(expectedSpans(one));
    }
  }

  private Rendered render(JsonNode one, Path file) throws IOException {
    ChatTemplate template =
        one.has("source")
            ? ChatTemplate.parse(one.get("source").stringValue())
            : published(
                file.resolveSibling("templates").resolve(one.get("template").stringValue()));
    Map<String, Value> variables = new HashMap<>();
    FIELDS.stream()
        .filter(one::has)
        .forEach(field -> variables.put(field, JsonValues.of(one.get(field))));
    one.get("vars")
        .properties()
        .forEach(entry -> variables.put(entry.getKey(), JsonValues.of(entry.getValue())));
    LocalDateTime now = LocalDateTime.parse(one.get("now").stringValue());
    return template.render(new RenderRequest(variables, now));
  }

  private ChatTemplate published(Path file) throws IOException {
    String source = Files.readString(file);
    return parsed.computeIfAbsent(source, ChatTemplate::parse);
  }

  private static List<List<Integer>> codePointSpans(Rendered rendered) {
    String text = rendered.text();
    return rendered.generationSpans().stream()
        .map(span ->
            List.of(text.codePointCount(0, span.start()), text.codePointCount(0, span.end())))
        .toList();
  }

  private static List<List<Integer>> expectedSpans(JsonNode one) {
    List<List<Integer>> spans = new ArrayList<>();
    one.get("generation_spans")
        .forEach(span -> spans.add(List.of(span.get(0).intValue(), span.get(1).intValue())));
    return spans;
  }
}
