package dev.attune.cli.commands;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.attune.cli.chat.Chat;
import dev.attune.cli.chat.Talk;
import dev.attune.cli.session.ChatStream;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Server;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Screen;
import dev.attune.cli.watch.ModelLoad;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A talk with a model. */
@Command(
    name = "chat",
    description = "Talk with a model; without --message until the input ends.",
    mixinStandardHelpOptions = true)
public final class ChatCommand implements Runnable {
  @Parameters(paramLabel = "MODEL", description = "A base or tuned model, or a checkpoint.")
  private String model = "";

  @Option(names = "--message", description = "Say this and print the answer.")
  private @Nullable String message;

  @Option(names = "--system", description = "Instructions before everything else.")
  private @Nullable String system;

  @Option(names = "--temperature", description = "0 to 2. Default: the server's, 1.")
  private @Nullable Double temperature;

  @Option(names = "--max-tokens", description = "Of each answer.")
  private @Nullable Long maxTokens;

  private final Session session;

  public ChatCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Server server = session.server();
    Talk talk =
        Talk.with(
            model,
            Optional.ofNullable(system),
            Optional.ofNullable(temperature),
            Optional.ofNullable(maxTokens));
    Optional<Screen> screen = session.terminal().screen();
    if (session.json()) {
      answerInJson(server, talk.said(question()));
    } else if (message != null) {
      answer(server, talk.said(message).request());
    } else if (screen.isPresent()) {
      new Chat(session, server, screen.get(), talk).run();
    } else {
      answerEachLine(server, talk);
    }
  }

  private void answerInJson(Server server, Talk talk) {
    OpenAIClient client = server.client();
    ChatCompletionCreateParams request = talk.request();
    session.answer(() -> client.withRawResponse().chat().completions().create(request), _ -> {});
  }

  /** One, as one completion is printed: as given, or else all of the input. */
  private String question() {
    if (message != null) {
      return message;
    }
    String input =
        session.terminal().isInteractive()
            ? ""
            : session.terminal().in().lines().collect(Collectors.joining("\n"));
    if (input.isBlank()) {
      throw CliException.usage(
          "--json prints one completion: say what to ask with --message, or on standard input");
    }
    return input;
  }

  private void answerEachLine(Server server, Talk fresh) {
    Talk talk = fresh;
    for (String line = line(); line != null; line = line()) {
      if (!line.isBlank()) {
        Talk asked = talk.said(line);
        talk = asked.said(answer(server, asked.request()));
      }
    }
  }

  private String answer(Server server, ChatCompletionCreateParams request) {
    ModelLoad.await(server.ownRoutes(), session.terminal(), model);
    String text = ChatStream.print(server.client(), request, session.terminal());
    session.terminal().print("");
    return text;
  }

  private @Nullable String line() {
    try {
      return session.terminal().in().readLine();
    } catch (IOException e) {
      throw CliException.refused("The input cannot be read: " + e.getMessage());
    }
  }
}
