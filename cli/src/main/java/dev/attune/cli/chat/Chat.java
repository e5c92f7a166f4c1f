package dev.attune.cli.chat;

import com.openai.errors.OpenAIException;
import dev.attune.cli.session.Server;
import dev.attune.cli.session.ServiceErrors;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Screen;
import dev.attune.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A conversation with one model, or with two that answer the same. */
public final class Chat {
  private final Session session;
  private final Terminal terminal;
  private final Keyboard keyboard;
  private final Speaker speaker;
  private Talk talk;
  private Optional<Talk> other = Optional.empty();

  public Chat(Session session, Server server, Screen screen, Talk talk) {
    this.session = session;
    this.terminal = session.terminal();
    this.keyboard = new Keyboard(screen.device(), HistoryFile.of(session.host()));
    this.speaker = new Speaker(server, terminal, screen.device());
    this.talk = talk;
  }

  /** Returns when the person has had enough. */
  public void run() {
    terminal.print("Talking with %s. /help for more; Ctrl-D ends.".formatted(talk.model()));
    boolean goesOn = true;
    while (goesOn) {
      goesOn = keyboard.read("> ").filter(typed -> follow(Typed.read(typed))).isPresent();
    }
  }

  private boolean follow(Typed typed) {
    switch (typed) {
      case Typed.Nothing() -> {}
      case Typed.Say(String text) -> say(text);
      case Typed.Help() -> Typed.HELP.lines().forEach(terminal::print);
      case Typed.Compare(var model) -> other = model.map(talk::withModel);
      case Typed.Instruct(String text) -> change(it -> it.withSystem(text));
      case Typed.Temperature(double value) -> change(it -> it.withTemperature(value));
      case Typed.Model(String name) -> talk = talk.withModel(name);
      case Typed.Clear() -> change(it -> it.withTurns(List.of()));
      case Typed.Retry() -> retry();
      case Typed.Save(Path file) -> save(session.path(file));
      case Typed.Mistake(String why) -> terminal.tell(why);
      case Typed.Quit() -> {
        return false;
      }
    }
    return true;
  }

  private void change(UnaryOperator<Talk> change) {
    talk = change.apply(talk);
    other = other.map(change);
  }

  private void retry() {
    Optional<String> question = talk.question();
    if (question.isEmpty()) {
      terminal.tell("Nothing was answered yet.");
      return;
    }
    Talk answered = talk;
    change(Talk::before);
    say(question.get());
    if (talk.turns().size() < answered.turns().size()) {
      talk = answered; // the first answer is better than none
    }
  }

  private void say(String text) {
    boolean compares = other.isPresent();
    talk = answered(talk, text, compares);
    other = other.map(second -> answered(second, text, true));
  }

  /** What could not be answered was not said. */
  private Talk answered(Talk before, String text, boolean named) {
    Talk asked = before.said(text);
    try {
      if (named) {
        terminal.print("[%s]".formatted(before.model()));
      }
      Answer answer = speaker.say(asked.request());
      terminal.print("(%s)".formatted(answer.numbers()));
      return answer.text().isBlank() ? before : asked.said(answer.text());
    } catch (OpenAIException e) {
      terminal.tell(ServiceErrors.sentence(e));
      return before;
    }
  }

  private void save(Path file) {
    if (talk.turns().isEmpty()) {
      terminal.tell("Nothing was answered yet.");
      return;
    }
    try {
      Files.writeString(
          file, talk.trainingLine() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      terminal.print("Added to %s.".formatted(file));
    } catch (IOException e) {
      terminal.tell("%s cannot be written: %s.".formatted(file, e.getMessage()));
    }
  }
}
