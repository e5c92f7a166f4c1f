package dev.attune.data.example;

import static dev.attune.data.Messages.assistant;
import static dev.attune.data.Messages.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.attune.data.ModelText;
import dev.attune.data.SharedFolder;
import dev.attune.data.TinyModels;
import dev.attune.data.failure.DataException;
import dev.attune.data.template.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learnt with the templates of published models. */
final class PublishedTemplatesTest {
  private static final Example ONE_TURN = Examples.of(user("What is it?"), assistant("Blue one."));
  private static final Example TWO_TURNS =
      Examples.of(
          user("What is it?"), assistant("Blue one."), user("What is it?"), assistant("Blue one."));

  @TempDir Path folder;
  private List<Path> templates = List.of();

  @BeforeEach
  void find() throws IOException {
    try (Stream<Path> files = Files.list(SharedFolder.find("chat-templates", "templates"))) {
      templates = files.sorted().toList();
    }
  }

  @Test
  void everyTemplateThatWritesTheConversationShowsItsAnswers() throws IOException {
    for (Example example : List.of(ONE_TURN, TWO_TURNS)) {
      List<String> refused = new ArrayList<>();
      for (Path template : templates) {
        try (ModelText model = load(template)) {
          check(template, LearntText.of(model, example));
        } catch (DataException e) {
          refused.add(template.getFileName() + ": " + e.getMessage());
        }
      }
      // They want variables or kinds of content of their own.
      assertThat(refused).as("templates that refuse").hasSizeLessThanOrEqualTo(12);
    }
  }

  @Test
  void whatIsSeenBeforeTheLastAnswerIsThePromptOfChat() throws IOException {
    for (Path template : templates) {
      try (ModelText model = load(template)) {
        LearntText learnt = LearntText.of(model, TWO_TURNS);
        String prompt = model.renderPrompt(TWO_TURNS.messages().subList(0, 3), List.of());
        assertThat(learnt.text().substring(0, learnt.spans().getLast().start()))
            .as(template.getFileName().toString())
            .isEqualTo(prompt);
      } catch (DataException refused) {
        // The test above counts these.
      }
    }
  }

  private static void check(Path template, LearntText learnt) {
    for (Span span : learnt.spans()) {
      String text = learnt.text().substring(span.start(), span.end());
      if (!text.contains("Blue one.") || text.contains("What is it?")) {
        fail("%s shows «%s»", template.getFileName(), text);
      }
    }
    assertThat(learnt.text().split("Blue one\\.", -1)).hasSize(learnt.spans().size() + 1);
  }

  private ModelText load(Path template) throws IOException {
    TinyModels.with(folder, Files.readString(template));
    TinyModels.write(
        folder,
        "tokenizer_config.json",
        "{\"bos_token\": \"<|im_start|>\", \"eos_token\": \"<|im_end|>\"}");
    return ModelText.load(folder);
  }
}
