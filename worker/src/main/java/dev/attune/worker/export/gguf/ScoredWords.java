package dev.attune.worker.export.gguf;

import dev.attune.torch.gguf.GgufFile;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.worker.export.source.ExportException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * llama.cpp's {@code llama} tokenizer: neighbours that together are a token merge, the highest
 * score first; what is no token is written as bytes.
 */
record ScoredWords(Map<String, Integer> ids, List<Float> scores, boolean addsBlank)
    implements WordCutter {

  static ScoredWords read(GgufFile file, Map<String, Integer> ids) {
    GgufValue scores = LlamaCppTokenizer.value(file, "tokenizer.ggml.scores");
    GgufValue blank = LlamaCppTokenizer.value(file, "tokenizer.ggml.add_space_prefix");
    return new ScoredWords(
        ids,
        scores instanceof GgufValue.Reals(var numbers) ? numbers : List.of(),
        blank.equals(new GgufValue.Flag(true)));
  }

  @Override
  public List<Integer> cut(String text, boolean behindControl) {
    String written = (addsBlank && behindControl ? " " + text : text).replace(' ', '▁');
    List<Integer> tokens = new ArrayList<>();
    for (String part : PairMerges.of(written, this::urgency)) {
      Integer id = ids.get(part);
      if (id == null) {
        addBytes(part, tokens);
      } else {
        tokens.add(id);
      }
    }
    return tokens;
  }

  private OptionalDouble urgency(String left, String right) {
    Integer id = ids.get(left + right);
    return id == null ? OptionalDouble.empty() : OptionalDouble.of(scores.get(id));
  }

  private void addBytes(String part, List<Integer> tokens) {
    for (byte value : part.getBytes(StandardCharsets.UTF_8)) {
      Integer id = ids.get("<0x%02X>".formatted(value & 0xFF));
      if (id == null) {
        throw ExportException.unsupported(
            "the character '%s' is not in the vocabulary, and llama.cpp breaks off there"
                .formatted(part));
      }
      tokens.add(id);
    }
  }
}
