package dev.attune.data.tokenizer;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A tokenizer of the native library, which ends when nobody uses it any more. */
final class NativeTokenizer implements AutoCloseable {
  private final TokenizersLibrary library;
  private final Lock use;
  private final Lock end;
  private long handle;

  private NativeTokenizer(TokenizersLibrary library, long handle) {
    this.library = library;
    this.handle = handle;
    ReadWriteLock lock = new ReentrantReadWriteLock();
    this.use = lock.readLock();
    this.end = lock.writeLock();
  }

  /**
   * Parses a {@code tokenizer.json}, which must have gone through {@link ComponentGuard}.
   *
   * @throws TokenizerException when the library refuses it
   */
  static NativeTokenizer parse(String json) {
    TokenizersLibrary library = NativeTokenizers.LIBRARY;
    try {
      long handle = library.createTokenizerFromString(json);
      library.disablePadding(handle);
      library.disableTruncation(handle);
      return new NativeTokenizer(library, handle);
    } catch (RuntimeException e) {
      throw new TokenizerException("The tokenizer library says: " + e.getMessage(), e);
    }
  }

  /** Reads what it needs from a native encoding. */
  @FunctionalInterface
  interface Reading<T> {
    T read(TokenizersLibrary library, long encoding);
  }

  <T> T encode(String text, Reading<T> reading) {
    return encode(text, false, reading);
  }

  /** As above; {@code ends} says whether what the tokenizer puts around texts is put there. */
  <T> T encode(String text, boolean ends, Reading<T> reading) {
    use.lock();
    try {
      long encoding = encoding(text, ends);
      try {
        return reading.read(library, encoding);
      } finally {
        library.deleteEncoding(encoding);
      }
    } finally {
      use.unlock();
    }
  }

  private long encoding(String text, boolean ends) {
    long open = openHandle();
    try {
      return library.encode(open, UnpairedSurrogates.replaced(text), ends);
    } catch (RuntimeException e) {
      throw new TokenizerException(
          "The model's tokenizer has no tokens for this text: " + e.getMessage(), e);
    }
  }

  String decode(long[] ids) {
    use.lock();
    try {
      return library.decode(openHandle(), ids, false);
    } finally {
      use.unlock();
    }
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
