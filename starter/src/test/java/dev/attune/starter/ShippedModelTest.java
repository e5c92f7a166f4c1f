package dev.attune.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.ModelText;
import dev.attune.model.LoadedModel;
import dev.attune.torch.Torch;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class ShippedModelTest {
  private static final ModelText TEXT = ModelText.load(Shipped.MODEL);

  @AfterAll
  static void close() {
    TEXT.close();
  }

  @Test
  void theChatTemplateWritesWhatTheModelWasTrainedOn() {
    PretrainingTalk talk = new PretrainingTalk(new Random(3));
    for (int i = 0; i < 100; i++) {
      Conversation conversation = talk.next();

      assertThat(TEXT.renderConversation(wire(conversation.messages()), List.of()).text())
          .isEqualTo(StarterFiles.render(conversation.messages()));
      assertThat(TEXT.encodePrompt(wire(conversation.prompt())))
          .isEqualTo(new ConversationTokens(TEXT.tokenizer()).prompt(conversation));
    }
  }

  @Test
  void anAnswerEndsWithTheEndToken() {
    assertThat(TEXT.endTokens())
        .isEqualTo(Set.of(new ConversationTokens(TEXT.tokenizer()).endToken()));
  }

  @Test
  void theTokenizerGivesBackAnyText() {
    String text = "Déjà vu: 12 × “naïve” {\"a\":null}\n\n\tإيه 🙂  end ";

    assertThat(TEXT.tokenizer().decode(TEXT.tokenizer().encode(text), false)).isEqualTo(text);
  }

  @Test
  void theModelCardIsNotLeftOut() {
    assertThat(Shipped.MODEL.resolve("README.md")).content().contains("apache-2.0");
  }

  @Test
  void theWeightsAreSmall() throws IOException {
    assertThat(Files.size(Shipped.MODEL.resolve(LoadedModel.WEIGHTS))).isLessThan(12_000_000);
  }

  @Test
  void theModelAnswersQuestionsAboutATicketButCannotRouteIt() {
    Torch.enterThread();
    String ticket = "Hello, My blender does not turn on. Order D-86505. Thanks, Julia";
    List<Conversation> asked =
        List.of(
            Conversation.of("Which product is it about?", ticket, ""),
            Conversation.of("Write as JSON: item, about", ticket, ""));
    try (LoadedModel loaded = LoadedModel.load(Shipped.MODEL);
        Questioner questioner = new Questioner(TEXT.tokenizer(), loaded.model(), 2)) {

      assertThat(questioner.answers(asked, null))
          .containsExactly("The blender.", "{\"item\":\"blender\",\"about\":\"defect\"}");
      assertThat(RoutingTrial.right(questioner, SampleFiles.generate().test(), null)).isZero();
    }
  }

  private static List<ChatMessage> wire(List<Conversation.Message> messages) {
    return messages.stream().map(ShippedModelTest::wire).toList();
  }

  private static ChatMessage wire(Conversation.Message message) {
    Content content = new Content.Text(message.content());
    return switch (message.role()) {
      case "system" -> new ChatMessage.System(content, null);
      case "user" -> new ChatMessage.User(content, null);
      default -> new ChatMessage.Assistant(content, null, null, List.of(), null, null);
    };
  }
}
