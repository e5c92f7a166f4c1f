package dev.attune.worker.export.gguf;

import dev.attune.torch.gguf.GgufFile;
import dev.attune.torch.gguf.GgufValue;
import java.nio.file.Path;
import java.util.List;

/** What llama.cpp puts before every text by itself. */
public final class GgufStart {
  private GgufStart() {}

  /** The token that a file begins texts with; empty when it begins them with none. */
  public static String of(Path path) {
    try (GgufFile file = GgufFile.open(path)) {
      boolean adds =
          file.find("tokenizer.ggml.add_bos_token")
              .filter(value -> value.equals(new GgufValue.Flag(true)))
              .isPresent();
      List<String> tokens = LlamaCppTokenizer.texts(file, "tokenizer.ggml.tokens");
      return adds
              && file.find("tokenizer.ggml.bos_token_id").orElse(null)
                  instanceof GgufValue.Unsigned(long id)
          ? tokens.get((int) id)
          : "";
    }
  }
}
