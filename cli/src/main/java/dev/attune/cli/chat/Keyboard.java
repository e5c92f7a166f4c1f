package dev.attune.cli.chat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;

/** Lines as a person types them: edited, remembered, and several for one message. */
final class Keyboard {
  /** Arrows, Home and End: terminals begin them in one way or the other, whatever they say. */
  private static final Map<String, String> KEYS =
      Map.of(
          "A", LineReader.UP_LINE_OR_SEARCH,
          "B", LineReader.DOWN_LINE_OR_SEARCH,
          "C", LineReader.FORWARD_CHAR,
          "D", LineReader.BACKWARD_CHAR,
          "H", LineReader.BEGINNING_OF_LINE,
          "F", LineReader.END_OF_LINE);

  private final LineReader reader;

  Keyboard(Terminal device, Path history) {
    reader =
        LineReaderBuilder.builder()
            .terminal(device)
            .appName("attune")
            .parser(Keyboard::parse)
            .completer(new StringsCompleter(Typed.WORDS))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "… ")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
    KEYS.forEach(
        (end, action) -> keys.bind(new Reference(action), "\u001b[" + end, "\u001bO" + end));
  }

  /** Empty at the end; Ctrl-C takes back what was typed. */
  Optional<String> read(String prompt) {
    try {
      return Optional.of(reader.readLine(prompt));
    } catch (UserInterruptException e) {
      return Optional.of("");
    } catch (EndOfFileException e) {
      return Optional.empty();
    }
  }

  private static ParsedLine parse(String line, int cursor, Parser.ParseContext context) {
    if (context == Parser.ParseContext.ACCEPT_LINE && ManyLines.goesOn(line)) {
      throw new EOFError(-1, -1, "more is to come");
    }
    return new WholeLine(line, cursor);
  }
}
