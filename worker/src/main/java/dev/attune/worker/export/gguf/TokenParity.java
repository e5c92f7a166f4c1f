package dev.attune.worker.export.gguf;

import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.protocol.ExportReport.Checked;
import dev.attune.torch.gguf.GgufFile;
import dev.attune.worker.export.source.ExportException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whether llama.cpp cuts texts into the tokens that the model was trained on. */
public final class TokenParity {
  private static final String WHAT = "tokens";

  private TokenParity() {}

  /** Compares the tokens of {@code texts}. */
  public static Checked check(Path file, Tokenizer tokenizer, List<String> texts) {
    try (GgufFile gguf = GgufFile.open(file)) {
      LlamaCppTokenizer other = new LlamaCppTokenizer(gguf);
      List<String> differences =
          texts.stream()
              .map(text -> difference(tokenizer, other, text))
              .filter(difference -> !difference.isEmpty())
              .toList();
      int same = texts.size() - differences.size();
      String finding =
          "llama.cpp cuts %d of %d texts as the model does".formatted(same, texts.size());
      return differences.isEmpty()
          ? new Checked(WHAT, true, finding)
          : new Checked(WHAT, false, finding + "; " + differences.getFirst());
    }
  }

  private static String difference(Tokenizer tokenizer, LlamaCppTokenizer other, String text) {
    try {
      int[] wanted = tokenizer.encode(text);
      int[] found = other.encode(text);
      int place = Arrays.mismatch(wanted, found);
      return place < 0
          ? ""
          : "at token %d it has '%s' for '%s'"
              .formatted(
                  place + 1, token(tokenizer, found, place), token(tokenizer, wanted, place));
    } catch (ExportException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String token(Tokenizer tokenizer, int[] ids, int place) {
    return place < ids.length ? tokenizer.token(ids[place]) : "";
  }
}
