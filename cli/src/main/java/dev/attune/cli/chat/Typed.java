package dev.attune.cli.chat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person typed: something to say, or a command. */
sealed interface Typed {
  record Nothing() implements Typed {}

  record Say(String text) implements Typed {}

  record Help() implements Typed {}

  /** Have another model answer as well; none, to compare no longer. */
  record Compare(Optional<String> model) implements Typed {}

  record Instruct(String text) implements Typed {}

  record Temperature(double value) implements Typed {}

  record Model(String name) implements Typed {}

  record Clear() implements Typed {}

  record Retry() implements Typed {}

  record Save(Path file) implements Typed {}

  record Quit() implements Typed {}

  /** A command that cannot be followed. */
  record Mistake(String why) implements Typed {}

  List<String> WORDS =
      List.of(
          "/help",
          "/compare",
          "/system",
          "/temperature",
          "/model",
          "/clear",
          "/retry",
          "/save",
          "/quit");

  String HELP =
      """
      /compare MODEL    Have each message answered by this model as well; /compare off ends it.
      /system TEXT      Instructions before everything else.
      /temperature N    0 to 2.
      /model NAME       Go on with another model.
      /clear            Forget what was said.
      /retry            Ask the last message again.
      /save FILE        Add the conversation to a training file, as one line.
      /quit             End, as Ctrl-D does.
      Ctrl-C stops an answer. A line that ends with \\ goes on; so does all between \""" and \""".
      """;

  /** Reads the whole of what was typed, which may have several lines. */
  static Typed read(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return new Nothing();
    }
    return stripped.startsWith("/") ? command(stripped) : new Say(ManyLines.joined(text));
  }

  private static Typed command(String line) {
    String[] parts = line.split("\\s+", 2);
    String rest = parts.length == 1 ? "" : parts[1].strip();
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "/help" -> new Help();
      case "/clear" -> new Clear();
      case "/retry" -> new Retry();
      case "/quit" -> new Quit();
      case "/system" -> new Instruct(ManyLines.joined(rest));
      case "/compare" -> rest.isEmpty() ? new Mistake("Say whom: /compare MODEL.") : compare(rest);
      case "/model" -> rest.isEmpty() ? new Mistake("Say which: /model NAME.") : new Model(rest);
      case "/save" ->
          rest.isEmpty() ? new Mistake("Say where: /save FILE.") : new Save(Path.of(rest));
      case "/temperature" -> temperature(rest);
      default -> new Mistake("There is no %s; /help says what there is.".formatted(parts[0]));
    };
  }

  private static Typed compare(String model) {
    return new Compare(model.equals("off") ? Optional.empty() : Optional.of(model));
  }

  private static Typed temperature(String number) {
    return number.matches("[0-9]+(\\.[0-9]+)?") && Double.parseDouble(number) <= 2
        ? new Temperature(Double.parseDouble(number))
        : new Mistake("A temperature is a number from 0 to 2.");
  }
}
