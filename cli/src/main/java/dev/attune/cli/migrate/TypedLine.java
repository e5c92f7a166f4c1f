package dev.attune.cli.migrate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command as it was typed, to be typed again into a shell. */
record TypedLine(List<String> arguments) {
  private static final String SECRET = "--api-key";

  TypedLine {
    arguments = List.copyOf(arguments);
  }

  /** The line with one more word; a key is not shown. */
  String with(String word) {
    return Stream.concat(
            Stream.of("attune"), Stream.concat(shown().map(TypedLine::quoted), Stream.of(word)))
        .collect(Collectors.joining(" "));
  }

  private Stream<String> shown() {
    return Stream.iterate(0, i -> i < arguments.size(), i -> i + 1).map(this::shown);
  }

  private String shown(int i) {
    String argument = arguments.get(i);
    if (i > 0 && arguments.get(i - 1).equals(SECRET)) {
      return "KEY";
    }
    return argument.startsWith(SECRET + "=") ? SECRET + "=KEY" : argument;
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
