package dev.attune.cli.session;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.attune.cli.terminal.Printable;
import dev.attune.cli.terminal.Terminal;

/** An answer that is printed while it is being said. */
public final class ChatStream {
  private ChatStream() {}

  /** Prints the answer without ending its line, and returns it. */
  public static String print(
      OpenAIClient client, ChatCompletionCreateParams request, Terminal terminal) {
    StringBuilder said = new StringBuilder();
    try (StreamResponse<ChatCompletionChunk> answer =
        client.chat().completions().createStreaming(request)) {
      answer.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .forEach(text -> {
            terminal.printPart(Printable.text(text));
            said.append(text);
          });
    }
    return said.toString();
  }
}
