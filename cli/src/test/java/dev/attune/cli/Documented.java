package dev.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that a page shows.
 *
 * @param words behind {@code attune}
 * @param whole whether it is meant to be typed as it is; in running text it may be cut short
 */
record Documented(Path page, int line, List<String> words, boolean whole) {
  private static final Pattern FENCE = Pattern.compile("^\\s*```\\s*(\\S*).*$");
  private static final Set<String> SHELLS = Set.of("", "sh", "bash", "shell", "console");

  /** Where a shell looks for a command: first in a line, or behind an operator. */
  private static final Pattern TYPED =
      Pattern.compile("(?:^\\s*(?:\\$ )?|[|;&(]\\s*)(?:[A-Z_]+=\\S+ )*(?:\\./)?attune(?= |$)");

  private static final Pattern NAMED = Pattern.compile("`(?:\\./)?attune( [^`]+)`");
  private static final Pattern WORD =
      Pattern.compile("\\G\\s*((?:'[^']*'|\"[^\"]*\"|\\\\.|[^\\s'\"|;&()<>\\\\])+)");

  Documented {
    words = List.copyOf(words);
  }

  /** Every command of a page, from its top to its end. */
  static List<Documented> in(Path page) {
    List<Documented> found = new ArrayList<>();
    String fence = null;
    List<String> lines = lines(page);
    for (int i = 0; i < lines.size(); i++) {
      Matcher mark = FENCE.matcher(lines.get(i));
      if (mark.matches()) {
        fence = fence == null ? mark.group(1) : null;
      } else if (fence == null) {
        collect(NAMED.matcher(lines.get(i)), page, i + 1, found);
      } else if (SHELLS.contains(fence)) {
        typed(continued(lines, i), page, i + 1, found);
      }
    }
    return found;
  }

  private static void collect(Matcher named, Path page, int line, List<Documented> found) {
    while (named.find()) {
      found.add(new Documented(page, line, words(named.group(1)), false));
    }
  }

  private static void typed(String text, Path page, int line, List<Documented> found) {
    Matcher command = TYPED.matcher(text);
    while (command.find()) {
      found.add(new Documented(page, line, words(text.substring(command.end())), true));
    }
  }

  /** The line with those that its last backslash joins to it. */
  private static String continued(List<String> lines, int first) {
    StringBuilder text = new StringBuilder(lines.get(first));
    for (int i = first + 1; text.toString().endsWith("\\") && i < lines.size(); i++) {
      text.setLength(text.length() - 1);
      text.append(lines.get(i));
    }
    return text.toString();
  }

  /** Up to an operator or a comment of the shell. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find() && !word.group(1).startsWith("#")) {
      words.add(word.group(1).replaceAll("^(['\"])(.*)\\1$", "$2"));
    }
    return words;
  }

  private static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "%s:%d: attune %s".formatted(page, line, String.join(" ", words));
  }
}
