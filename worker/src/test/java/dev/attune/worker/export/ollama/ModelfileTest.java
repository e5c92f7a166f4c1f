package dev.attune.worker.export.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.ModelText;
import dev.attune.data.TinyModels;
import dev.attune.worker.export.ollama.Conversations.Turn;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chat templates of several shapes in Ollama's language. */
final class ModelfileTest {
  private static final String DEFAULT_SYSTEM =
      "{% if messages[0]['role'] != 'system' %}<|im_start|>system\nBe good.<|im_end|>\n{% endif %}"
          + "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
          + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
  private static final String NO_SYSTEM =
      "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system') }}"
          + "{% elif m.role == 'user' %}[INST] {{ m.content }} [/INST]"
          + "{% else %} {{ m.content }}<|im_end|>{% endif %}{% endfor %}";
  private static final String SYSTEM_INSIDE =
      "{% for m in messages %}{% if m.role == 'user' %}<<{{ messages[0].content }}>>{{ m.content }}"
          + "{% else %}{{ m.content }}<|im_end|>{% endif %}{% endfor %}";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {TinyModels.CHAT_ML, DEFAULT_SYSTEM, NO_SYSTEM})
  void whatOllamaWritesIsWhatTheModelWrites(String template) {
    Modelfile modelfile = modelfile(template);
    String written = modelfile.text();
    assertThat(written)
        .startsWith("FROM ./model-f16.gguf\nTEMPLATE \"\"\"")
        .endsWith("PARAMETER stop \"<|im_end|>\"\nPARAMETER num_ctx 512\n");
    assertThat(modelfile.check(written).same()).isTrue();
  }

  @Test
  void theTemplateGoesOverTheMessages() {
    assertThat(modelfile(NO_SYSTEM).text())
        .contains(
            """
            TEMPLATE \"""{{ range .Messages }}{{ if eq .Role "user" }}[INST] {{ .Content }} [/INST]\
            {{ else if eq .Role "assistant" }} {{ .Content }}<|im_end|>{{ end }}{{ end }}\"""
            """);
  }

  @Test
  void aTemplateThatCannotBeSaidIsLeftToOllamaAndThePersonIsTold() {
    Modelfile modelfile = modelfile(SYSTEM_INSIDE);
    String written = modelfile.text();
    assertThat(written).doesNotContain("TEMPLATE");
    assertThat(modelfile.check(written).same()).isFalse();
    assertThat(modelfile.check(written).finding()).contains("cannot be said in Ollama's language");
  }

  /** The control: a file that somebody spoilt. */
  @Test
  void aTemplateThatWritesSomethingElseIsFound() {
    Modelfile modelfile = modelfile(TinyModels.CHAT_ML);
    String spoilt = modelfile.text().replace("<|im_start|>user\n", "<|im_start|>user ");
    assertThat(modelfile.check(spoilt).finding())
        .isEqualTo("the same text for 0 of 4 conversations");
  }

  @Test
  void bracesOfATemplateAreNotTakenForActions() {
    TurnFrames frames =
        new TurnFrames(
            "",
            Optional.empty(),
            new TurnFrames.Frame("{{user}} ", "\n"),
            new TurnFrames.Frame("bot ", "\n"),
            "{{bot}} ");
    String go = GoText.of(frames);
    assertThat(GoTemplate.parse(go).render(List.of(Turn.user("{{ .Content }}"))))
        .isEqualTo("{{user}} {{ .Content }}\n{{bot}} ");
  }

  private Modelfile modelfile(String template) {
    ModelText text = ModelText.load(TinyModels.with(folder, template));
    return new Modelfile("model-f16.gguf", text, "", 512);
  }
}
