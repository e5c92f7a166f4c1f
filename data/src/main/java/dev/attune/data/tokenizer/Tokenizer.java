package dev.attune.data.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A model's tokenizer. Any number of threads may use it at the same time; it holds native memory
 * until it is closed.
 */
public final class Tokenizer implements AutoCloseable {
  private final NativeTokenizer library;
  private final Vocabulary vocabulary;

  private Tokenizer(NativeTokenizer library, Vocabulary vocabulary) {
    this.library = library;
    this.vocabulary = vocabulary;
  }

  /**
   * Loads a {@code tokenizer.json}.
   *
   * @throws TokenizerException when the file cannot be read or is none
   */
  public static Tokenizer load(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return parse(name, Files.readString(file));
    } catch (IOException e) {
      throw new TokenizerException(
          "%s cannot be read as UTF-8 text. Download it again.".formatted(name), e);
    }
  }

  /**
   * As {@link #load}, from the text of the file.
   *
   * @param name what messages call it
   * @throws TokenizerException when it is no tokenizer
   */
  public static Tokenizer parse(String name, String json) {
    try {
      return parse(json);
    } catch (TokenizerException e) {
      throw new TokenizerException(
          "%s is not a tokenizer that can be used. %s".formatted(name, e.getMessage()), e);
    }
  }

  /** As {@link #parse(String, String)}, for a text without a name. */
  public static Tokenizer parse(String json) {
    Vocabulary vocabulary = VocabularyReader.read(json);
    return new Tokenizer(NativeTokenizer.parse(json), vocabulary);
  }

  /**
   * This tokenizer with other spellings for some of its tokens, which keep their ids.
   *
   * @param json this tokenizer's
   * @param spellings the spelling to be recognized by the one in the file; that one is text then
   * @throws TokenizerException when a token cannot be given another spelling
   */
  public Tokenizer respelled(String json, Map<String, String> spellings) {
    NativeTokenizer natives = NativeTokenizer.parse(RespelledJson.of(json, spellings));
    Tokenizer respelled = new Tokenizer(natives, vocabulary);
    for (Map.Entry<String, String> each : spellings.entrySet()) {
      int id = findToken(each.getKey()).orElse(-1);
      if (Arrays.stream(respelled.encode(each.getValue())).noneMatch(found -> found == id)) {
        respelled.close();
        throw new TokenizerException(
            "Its control token '%s' cannot be told apart from text. Start the server with --control-tokens-in-messages recognized."
                .formatted(each.getKey()));
      }
    }
    return respelled;
  }

  /**
   * The tokens of {@code text}, with nothing added at its ends. Control tokens that are written in
   * the text are recognized, as transformers does.
   *
   * @throws TokenizerException when the tokenizer has no token for a part of it
   */
  public int[] encode(String text) {
    return library.encode(text, (natives, encoding) -> ids(natives.getTokenIds(encoding)));
  }

  /** The tokens that the tokenizer puts around a text of its own accord. */
  public int[] around() {
    return library.encode("", true, (natives, encoding) -> ids(natives.getTokenIds(encoding)));
  }

  /** As {@link #encode}, with the place of each token; takes about half as long again. */
  public EncodedText encodeWithOffsets(String text) {
    return library.encode(
        text,
        (natives, encoding) -> {
          CharSpan[] spans = natives.getTokenCharSpans(encoding);
          return Offsets.of(ids(natives.getTokenIds(encoding)), spans, text);
        });
  }

  private static int[] ids(long[] wide) {
    int[] ids = new int[wide.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) wide[i];
    }
    return ids;
  }

  /**
   * The text of {@code ids}; ids that are no tokens are left out.
   *
   * @param skipSpecialTokens leaves out control tokens as well
   */
  public String decode(int[] ids, boolean skipSpecialTokens) {
    long[] kept =
        Arrays.stream(ids)
            .filter(id -> !skipSpecialTokens || !vocabulary.isSpecial(id))
            .asLongStream()
            .toArray();
    return library.decode(kept);
  }

  /** Hands out the text of a growing row of tokens. */
  public TextStream textStream(boolean skipSpecialTokens) {
    return new TextStream(this, skipSpecialTokens);
  }

  /** How many tokens there are, added ones included. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /** The token as {@code tokenizer.json} spells it; empty for an id that has none. */
  public String token(int id) {
    return vocabulary.token(id);
  }

  /**
   * The bytes that the token stands for; those of a row of tokens together are UTF-8. This is what
   * OpenAI calls {@code logprobs.content[].bytes}.
   */
  public byte[] tokenBytes(int id) {
    return vocabulary.bytes(id);
  }

  public OptionalInt findToken(String token) {
    return vocabulary.find(token);
  }

  /** The tokens that are looked for in a text before anything else, as the file spells them. */
  public List<String> addedTokens() {
    return vocabulary.addedTokens();
  }

  /** True for control tokens, such as the one that ends an answer. */
  public boolean isSpecial(int id) {
    return vocabulary.isSpecial(id);
  }

  /**
   * True for a token that parts the text: what comes before it and what comes behind it have no
   * influence on each other's tokens.
   */
  public boolean separates(int id) {
    return vocabulary.separates(id);
  }

  boolean isByte(int id) {
    return vocabulary.isByte(id);
  }

  @Override
  public void close() {
    library.close();
  }
}
