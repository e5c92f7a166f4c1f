package dev.attune.data;

import dev.attune.data.template.RenderRequest;
import dev.attune.data.template.Rendered;
import dev.attune.data.template.value.TemplateException;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.ToolDefinition;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Writes messages with a model's templates.
 *
 * @param clock the date for templates that write it, in UTC
 * @param spelling how control tokens are spelled in what is written
 */
record ChatRenderer(
    ChatTemplates templates, SpecialTokens special, InstantSource clock, Spelling spelling) {

  /**
   * Renders a conversation, as a prompt where {@code addGenerationPrompt}.
   *
   * @throws ModelTextException when the template refuses it
   */
  Rendered render(
      List<ChatMessage> messages, List<ToolDefinition> tools, boolean addGenerationPrompt) {
    ChatTemplates.Named named = templates.choose(!tools.isEmpty());
    WordValues words = new WordValues(spelling::guard);
    RenderRequest.Builder request =
        RenderRequest.of(MessageValues.of(messages, named.knowsDevelopers(), words))
            .tools(words.ofTools(tools))
            .addGenerationPrompt(addGenerationPrompt)
            .now(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    special.variables().forEach(request::with);
    try {
      return spelling.settle(named.template().render(request.build()));
    } catch (TemplateException e) {
      throw new ModelTextException(
          "The model's chat template cannot write these messages. " + e.getMessage(), e);
    }
  }
}
