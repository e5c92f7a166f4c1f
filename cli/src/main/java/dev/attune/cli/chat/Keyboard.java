package dev.attune.cli.chat;

import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;

/** Lines as a person types them: edited, remembered, and several for one message. */
final class Keyboard {
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
