package dev.attune.cli.chat;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.attune.cli.session.ChatStream;
import dev.attune.cli.session.CliException;
import dev.attune.cli.terminal.Printable;
import dev.attune.cli.terminal.Terminal;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/** Prints answers while they are being said, and is silent when Ctrl-C is pressed. */
final class Speaker {
  private final OpenAIClient client;
  private final Terminal terminal;
  private final org.jline.terminal.Terminal device;

  Speaker(OpenAIClient client, Terminal terminal, org.jline.terminal.Terminal device) {
    this.client = client;
    this.terminal = terminal;
    this.device = device;
  }

  Answer say(ChatCompletionCreateParams asked) {
    ChatCompletionCreateParams request =
        asked.toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    Queue<String> said = new ConcurrentLinkedQueue<>(); // read here while it is written there
    AtomicLong tokens = new AtomicLong();
    FutureTask<Boolean> saying =
        new FutureTask<>(() -> {
          stream(request, said, tokens);
          return true;
        });
    long start = System.nanoTime();
    SignalHandler before = device.handle(Signal.INT, _ -> saying.cancel(true));
    Thread.ofVirtual().start(saying); // its sockets close when it is interrupted
    try {
      boolean whole = untilSaid(saying);
      terminal.print("");
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      return new Answer(String.join("", said), tokens.get(), time, !whole);
    } finally {
      device.handle(Signal.INT, before);
    }
  }

  /** Pieces count as tokens until the server has said how many there were. */
  private void stream(ChatCompletionCreateParams request, Queue<String> said, AtomicLong tokens) {
    ChatStream.each(
        client,
        request,
        chunk -> {
          chunk.usage().ifPresent(usage -> tokens.set(usage.completionTokens()));
          ChatStream.pieces(chunk)
              .filter(_ -> !Thread.currentThread().isInterrupted())
              .forEach(text -> {
                said.add(text); // before it is seen, so that all that was seen is kept
                tokens.incrementAndGet();
                terminal.printPart(Printable.text(text));
              });
        });
  }

  private static boolean untilSaid(FutureTask<Boolean> saying) {
    try {
      return saying.get();
    } catch (CancellationException byPerson) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.refused("Interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }
}
