package dev.attune.data.tokenizer.conversion;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The added tokens of a tokenizer under construction. One that the vocabulary has keeps its id; the
 * others get the ids behind it in the order in which they come, as in the tokenizers library.
 */
final class AddedTokens {
  private final Map<String, Integer> vocabulary;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, AddedToken> tokens = new LinkedHashMap<>();
  private int next;

  AddedTokens(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
    this.next = vocabulary.size();
  }

  /**
   * Adds what the files say.
   *
   * @param usual the names and texts of the tokens that the class has unless the files say else
   * @throws ConversionException when a token is said to have an id that it cannot have
   */
  void addAll(TokenSettings settings, Map<String, String> usual) {
    List<AddedToken> special = settings.special(usual);
    Set<String> names = special.stream().map(AddedToken::content).collect(Collectors.toSet());
    settings.listed(names).forEach(this::add);
    for (AddedToken token : special) {
      // A usual token that this vocabulary lacks would get an id that the model has no row for.
      boolean isOurs = usual.containsValue(token.content()) && !isKnown(token.content());
      if (!tokens.containsKey(token.content()) && !isOurs) {
        add(token);
      }
    }
  }

  /** Adds one; the last to come decides about its flags. */
  void add(AddedToken token) {
    if (!tokens.containsKey(token.content())) {
      Integer known = vocabulary.get(token.content());
      ids.put(token.content(), known == null ? next++ : known);
    }
    tokens.put(token.content(), token);
  }

  private void add(int id, AddedToken token) {
    if (token.content().isEmpty()) {
      throw ConversionException.damaged("tokenizer_config.json", "an added token has no text");
    }
    add(token);
    int actual = find(token.content()).orElseThrow();
    if (actual != id) {
      throw ConversionException.unknown(
          "The added token '%s' is said to have the id %d, but behind this vocabulary it has %d."
              .formatted(token.content(), id, actual));
    }
  }

  private boolean isKnown(String content) {
    return vocabulary.containsKey(content) || tokens.containsKey(content);
  }

  OptionalInt find(String content) {
    Integer id = ids.getOrDefault(content, vocabulary.get(content));
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** All of them by rising id. */
  List<Map.Entry<Integer, AddedToken>> byId() {
    return tokens.values().stream()
        .map(token -> Map.entry(ids.getOrDefault(token.content(), 0), token))
        .sorted(Map.Entry.comparingByKey())
        .toList();
  }
}
