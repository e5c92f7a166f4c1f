package dev.attune.data.tokenizer.conversion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the small files beside a vocabulary say: {@code tokenizer_config.json}, {@code
 * special_tokens_map.json} and {@code added_tokens.json}, with the rules of transformers for which
 * of them wins.
 */
public final class TokenSettings {
  private static final String LISTED = "added_tokens_decoder";
  private static final List<String> NAMES =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");
  private static final List<String> MORE =
      List.of("additional_special_tokens", "extra_special_tokens");

  private final JsonNode config;
  private final JsonNode older;
  private final JsonNode added;

  /** Each of the three is an object, empty where there is no such file. */
  public TokenSettings(JsonNode config, JsonNode specialTokensMap, JsonNode addedTokens) {
    this.config = config;
    this.older = specialTokensMap;
    this.added = addedTokens;
  }

  /** The class that transformers reads the files with, without the word for its faster form. */
  Optional<String> tokenizerClass() {
    JsonNode name = config.path("tokenizer_class");
    return name.isString() && !name.stringValue().isBlank()
        ? Optional.of(name.stringValue().replaceFirst("Fast$", ""))
        : Optional.empty();
  }

  boolean flag(String name, boolean otherwise) {
    return config.path(name).asBoolean(otherwise);
  }

  int number(String name, int otherwise) {
    return config.path(name).asInt(otherwise);
  }

  /**
   * A special token by its name, such as {@code bos_token}; null in the file means that none is.
   */
  Optional<AddedToken> named(String name, Map<String, String> usual) {
    JsonNode node = node(name);
    if (node.isMissingNode()) {
      return Optional.ofNullable(usual.get(name)).map(text -> AddedToken.of(text, true));
    }
    return special(node);
  }

  /** The text of each special token that has a name, by the name. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    NAMES.forEach(
        name -> named(name, Map.of()).ifPresent(token -> texts.put(name, token.content())));
    return texts;
  }

  /** The texts of the special tokens in a list, such as {@code additional_special_tokens}. */
  public List<String> texts(String list) {
    return inList(list).stream().map(AddedToken::content).toList();
  }

  /** All special tokens with a name or in a list, in transformers' order. */
  List<AddedToken> special(Map<String, String> usual) {
    Set<AddedToken> tokens = new LinkedHashSet<>();
    NAMES.forEach(name -> named(name, usual).ifPresent(tokens::add));
    MORE.forEach(list -> tokens.addAll(inList(list)));
    return List.copyOf(tokens);
  }

  private List<AddedToken> inList(String list) {
    return node(list).valueStream().flatMap(token -> special(token).stream()).toList();
  }

  /** The older of two files has the last word until the newer one lists the added tokens. */
  private JsonNode node(String name) {
    return listsTokens() || !older.has(name) ? config.path(name) : older.path(name);
  }

  /** Tokens that the files list with their ids, by rising id. */
  Map<Integer, AddedToken> listed(Set<String> special) {
    List<Map.Entry<Integer, AddedToken>> tokens = new ArrayList<>();
    if (listsTokens()) {
      for (Map.Entry<String, JsonNode> token : config.path(LISTED).properties()) {
        AddedToken read = AddedToken.read(token.getValue(), false);
        tokens.add(Map.entry(id(token.getKey()), marked(read, special)));
      }
    } else {
      for (Map.Entry<String, JsonNode> token : added.properties()) {
        AddedToken read = AddedToken.of(token.getKey(), special.contains(token.getKey()));
        tokens.add(Map.entry(token.getValue().asInt(-1), read));
      }
    }
    tokens.sort(Comparator.comparingInt(Map.Entry::getKey));
    Map<Integer, AddedToken> byId = new LinkedHashMap<>();
    tokens.forEach(token -> byId.put(token.getKey(), token.getValue()));
    return byId;
  }

  private boolean listsTokens() {
    return config.path(LISTED).isObject();
  }

  private static AddedToken marked(AddedToken token, Set<String> special) {
    return special.contains(token.content()) ? token.asSpecial() : token;
  }

  private static Optional<AddedToken> special(JsonNode node) {
    AddedToken token =
        node.isObject()
            ? AddedToken.read(node, true).asSpecial()
            : AddedToken.of(node.isString() ? node.stringValue() : "", true);
    return token.content().isEmpty() ? Optional.empty() : Optional.of(token);
  }

  private static int id(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }
}
