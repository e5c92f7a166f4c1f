package dev.attune.data.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The tokens of a {@code tokenizer.json} by id. */
final class Vocabulary {
  private final Map<String, Integer> ids;
  private final String[] tokens;
  private final BitSet added = new BitSet();
  private final BitSet special = new BitSet();
  private final BitSet separate = new BitSet();
  private final ByteForm form;
  private final boolean fallsBackToBytes;

  /**
   * A token that is looked for in the text before anything else.
   *
   * @param special left out when a text is decoded for a reader
   * @param separate whether the text before it and the text behind it are tokenized each for itself
   */
  record AddedToken(int id, String content, boolean special, boolean separate) {}

  /**
   * How tokens become text.
   *
   * @param fallsBackToBytes whether tokens like {@code <0x0A>} are bytes
   */
  record Spelling(ByteForm form, boolean fallsBackToBytes) {}

  /**
   * Both kinds of tokens, joined.
   *
   * @param ids of the model's own tokens and of the added ones
   */
  Vocabulary(Map<String, Integer> ids, List<AddedToken> addedTokens, Spelling spelling) {
    this.ids = ids;
    this.form = spelling.form();
    this.fallsBackToBytes = spelling.fallsBackToBytes();
    this.tokens = new String[ids.values().stream().mapToInt(id -> id + 1).max().orElse(0)];
    ids.forEach((token, id) -> tokens[id] = token);
    for (AddedToken token : addedTokens) {
      tokens[token.id()] = token.content();
      added.set(token.id());
      special.set(token.id(), token.special());
      separate.set(token.id(), token.separate());
    }
  }

  /** The texts of the added tokens that have one. */
  List<String> addedTokens() {
    return added.stream().mapToObj(id -> tokens[id]).filter(text -> !text.isEmpty()).toList();
  }

  int size() {
    return ids.size();
  }

  OptionalInt find(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  boolean isSpecial(int id) {
    return id >= 0 && special.get(id);
  }

  boolean separates(int id) {
    return id >= 0 && separate.get(id);
  }

  /** The token as the file spells it; empty for an id that has none. */
  String token(int id) {
    boolean isKnown = id >= 0 && id < tokens.length && tokens[id] != null;
    return isKnown ? tokens[id] : "";
  }

  byte[] bytes(int id) {
    String token = token(id);
    return id >= 0 && added.get(id) ? token.getBytes(StandardCharsets.UTF_8) : form.bytes(token);
  }

  /** True for a token that is one byte, which becomes text only together with its neighbours. */
  boolean isByte(int id) {
    return fallsBackToBytes && ByteForm.isByteToken(token(id));
  }
}
