package dev.attune.data;

import dev.attune.data.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the spellings of a tokenizer's added tokens in a text. */
final class AddedSpellings {
  private final Set<String> control = new TreeSet<>();
  private final Map<Character, List<String>> longestFirst = new HashMap<>();
  private int longest;

  private AddedSpellings() {}

  static AddedSpellings of(Tokenizer tokenizer) {
    AddedSpellings spellings = new AddedSpellings();
    for (String token : tokenizer.addedTokens()) {
      boolean isSpecial = tokenizer.isSpecial(tokenizer.findToken(token).orElse(-1));
      if (isSpecial || looksSpecial(token)) {
        spellings.control.add(token);
        spellings.longest = Math.max(spellings.longest, token.length());
      }
      spellings.longestFirst.computeIfAbsent(token.charAt(0), _ -> new ArrayList<>()).add(token);
    }
    Comparator<String> byLength = Comparator.comparingInt(String::length);
    spellings.longestFirst.values().forEach(tokens -> tokens.sort(byLength.reversed()));
    return spellings;
  }

  /** Some models forget to call their control tokens special. */
  private static boolean looksSpecial(String token) {
    return token.startsWith("<|") && token.endsWith("|>");
  }

  /** Spellings of control tokens. */
  Set<String> control() {
    return control;
  }

  /** The longest added token that stands at a place, as the tokenizers library finds it, or "". */
  String longestAt(String text, int at) {
    return longestFirst.getOrDefault(text.charAt(at), List.of()).stream()
        .filter(token -> text.startsWith(token, at))
        .findFirst()
        .orElse("");
  }

  /**
   * True where a control token stands, or where one could come to stand: when the text ends in its
   * beginning, whatever follows may be the rest.
   */
  boolean mayBeginControl(String text, int at) {
    List<String> tokens = longestFirst.getOrDefault(text.charAt(at), List.of());
    if (tokens.isEmpty()) {
      return false;
    }
    boolean isNearEnd = text.length() - at < longest + BLANKS;
    String rest = isNearEnd ? text.substring(at).stripTrailing() : "";
    return tokens.stream()
        .filter(control::contains)
        .anyMatch(
            token -> text.startsWith(token, at) || (!rest.isEmpty() && token.startsWith(rest)));
  }

  /** Blanks at the end of a message, which most templates take away, are looked behind so far. */
  private static final int BLANKS = 1_000;
}
