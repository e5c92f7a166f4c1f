package dev.attune.data.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model's tokenizer. Any number of threads may use it at the same time; it holds native memory
 * until it is closed.
 */
public final class Tokenizer implements AutoCloseable {
  private final TokenizersLibrary library;
  private final Vocabulary vocabulary;
  private final Lock use;
  private final Lock end;
  private long handle;

  private Tokenizer(TokenizersLibrary library, long handle, Vocabulary vocabulary) {
    this.library = library;
    this.handle = handle;
    this.vocabulary = vocabulary;
    ReadWriteLock lock = new ReentrantReadWriteLock();
    this.use = lock.readLock();
    this.end = lock.writeLock();
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
    TokenizersLibrary library = NativeTokenizers.LIBRARY;
    long handle = create(library, json);
    library.disablePadding(handle);
    library.disableTruncation(handle);
    return new Tokenizer(library, handle, vocabulary);
  }

  private static long create(TokenizersLibrary library, String json) {
    try {
      return library.createTokenizerFromString(json);
    } catch (RuntimeException e) {
      throw new TokenizerException("The tokenizer library says: " + e.getMessage(), e);
    }
  }

  /**
   * The tokens of {@code text}, with nothing added at its ends. Control tokens that are written in
   * the text are recognized, as transformers does.
   */
  public int[] encode(String text) {
    return withEncoding(text, encoding -> ids(library.getTokenIds(encoding)));
  }

  /** As {@link #encode}, with the place of each token; takes about half as long again. */
  public EncodedText encodeWithOffsets(String text) {
    return withEncoding(
        text,
        encoding -> {
          CharSpan[] spans = library.getTokenCharSpans(encoding);
          return Offsets.of(ids(library.getTokenIds(encoding)), spans, text);
        });
  }

  /** Reads what it needs from a native encoding. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(long encoding);
  }

  private <T> T withEncoding(String text, Reading<T> reading) {
    use.lock();
    try {
      long encoding = library.encode(openHandle(), UnpairedSurrogates.replaced(text), false);
      try {
        return reading.read(encoding);
      } finally {
        library.deleteEncoding(encoding);
      }
    } finally {
      use.unlock();
    }
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
    use.lock();
    try {
      return library.decode(openHandle(), kept, false);
    } finally {
      use.unlock();
    }
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

  private long openHandle() {
    if (handle == 0) {
      throw new IllegalStateException("The tokenizer is closed");
    }
    return handle;
  }

  @Override
  public void close() {
    end.lock();
    try {
      if (handle != 0) {
        library.deleteTokenizer(handle);
        handle = 0;
      }
    } finally {
      end.unlock();
    }
  }
}
