package dev.attune.cli.session;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.attune.cli.terminal.Printable;
import dev.attune.cli.terminal.Terminal;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An answer while it is being said. */
public final class ChatStream {
  private ChatStream() {}

  /** Prints the answer without ending its line, and returns it. */
  public static String print(
      OpenAIClient client, ChatCompletionCreateParams request, Terminal terminal) {
    StringBuilder said = new StringBuilder();
    each(
        client,
        request,
        chunk ->
            pieces(chunk)
                .forEach(text -> {
                  terminal.printPart(Printable.text(text));
                  said.append(text);
                }));
    return said.toString();
  }

  /** Hands on each chunk as it comes, until the last. */
  public static void each(
      OpenAIClient client,
      ChatCompletionCreateParams request,
      Consumer<ChatCompletionChunk> listener) {
    try (StreamResponse<ChatCompletionChunk> answer =
        client.chat().completions().createStreaming(request)) {
      answer.stream().forEach(listener);
    }
  }

  /** What a chunk says. */
  public static Stream<String> pieces(ChatCompletionChunk chunk) {
    return chunk.choices().stream().flatMap(choice -> choice.delta().content().stream());
  }
}
