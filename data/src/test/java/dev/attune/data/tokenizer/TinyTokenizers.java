package dev.attune.data.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Small tokenizers of the two usual kinds; {@code tiny.py} wrote them. */
public final class TinyTokenizers {
  private TinyTokenizers() {}

  /** As GPT-2 and Llama 3 have it; {@code <|im_start|>}, {@code <|im_end|>}, 379 tokens. */
  public static String byteLevelJson() {
    return text("tiny-byte-level.json");
  }

  /** As Llama 2 has it: bytes as {@code <0x0A>}, blanks as {@code ▁}. */
  public static String sentencePieceJson() {
    return text("tiny-sentence-piece.json");
  }

  private static String text(String name) {
    try (InputStream in = TinyTokenizers.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
