package dev.attune.cli.chat;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.attune.cli.session.ChatStream;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.OwnRoutes;
import dev.attune.cli.session.Server;
import dev.attune.cli.terminal.Printable;
import dev.attune.cli.terminal.Terminal;
import dev.attune.cli.watch.ModelLoad;
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
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private final OpenAIClient client;
  private final OwnRoutes routes;
  private final Terminal terminal;
  private final org.jline.terminal.Terminal device;

  Speaker(Server server, Terminal terminal, org.jline.terminal.Terminal device) {
    this.client = server.client();
    this.routes = server.ownRoutes();
    this.terminal = terminal;
    this.device = device;
  }

  Answer say(ChatCompletionCreateParams asked) {
    ChatCompletionCreateParams request =
        asked.toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    Said said = new Said();
    FutureTask<Boolean> saying =
        new FutureTask<>(() -> {
          ModelLoad.await(routes, terminal, request.model().asString());
          stream(request, said);
          return true;
        });
    SignalHandler before = device.handle(Signal.INT, _ -> saying.cancel(true));
    Thread thread = Thread.ofVirtual().start(saying); // its sockets close when it is interrupted
    try {
      boolean whole = untilSaid(saying);
      untilQuiet(thread);
      terminal.print("");
      return said.answer(!whole);
    } finally {
      device.handle(Signal.INT, before);
    }
  }

  /** What is read here while it is written there. */
  private static final class Said {
    private final Queue<String> pieces = new ConcurrentLinkedQueue<>();
    private final AtomicLong tokens = new AtomicLong();
    private volatile long askedAt = System.nanoTime();

    Answer answer(boolean stopped) {
      Duration time = Duration.ofNanos(System.nanoTime() - askedAt);
      return new Answer(String.join("", pieces), tokens.get(), time, stopped);
    }
  }

  /** Pieces count as tokens until the server has said how many there were. */
  private void stream(ChatCompletionCreateParams request, Said said) {
    said.askedAt = System.nanoTime(); // a model that had to be loaded is no slower for it
    ChatStream.each(
        client,
        request,
        chunk -> {
          chunk.usage().ifPresent(usage -> said.tokens.set(usage.completionTokens()));
          ChatStream.pieces(chunk)
              .filter(_ -> !Thread.currentThread().isInterrupted())
              .forEach(text -> {
                said.pieces.add(text); // before it is seen, so that all that was seen is kept
                said.tokens.incrementAndGet();
                terminal.printPart(Printable.text(text));
              });
        });
  }

  /** A bar is taken away before the next prompt stands. */
  private static void untilQuiet(Thread thread) {
    try {
      thread.join(LONGEST_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.refused("Interrupted");
    }
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
