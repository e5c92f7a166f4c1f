package dev.attune.worker.export.gguf;

import dev.attune.data.ModelText;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.worker.export.source.ExportException;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What the header says of the tokenizer. llama.cpp has two kinds that merge pairs: {@code gpt2} by
 * a list of merges over bytes, and {@code llama} by a score for each token over characters, which
 * stands for SentencePiece.
 */
final class GgufTokenizer {
  /** Of tokens that are never put together. */
  private static final float NEVER = -1e9f;

  private GgufTokenizer() {}

  static SequencedMap<String, GgufValue> values(SourceModel source, ModelText text)
      throws IOException {
    TokenizerJson tokenizer = TokenizerJson.read(ModelText.tokenizerJson(source.base()));
    TokenTable table = TokenTable.of(tokenizer, source.model().shape().vocabSize());
    SequencedMap<String, GgufValue> values = new LinkedHashMap<>();
    if (tokenizer.isByteLevel()) {
      byMerges(tokenizer, values);
      table.addTo(values);
    } else if (tokenizer.isSentencePiece()) {
      byScores(tokenizer, table, values);
    } else {
      throw ExportException.unsupported(
          "llama.cpp has no tokenizer that works like this model's. Export the model as safetensors.");
    }
    SpecialIds.of(source, tokenizer, text).addTo(values);
    values.put(
        "tokenizer.chat_template", new GgufValue.Text(ModelText.templateSource(source.base())));
    return values;
  }

  private static void byMerges(TokenizerJson tokenizer, Map<String, GgufValue> values) {
    values.put("tokenizer.ggml.model", new GgufValue.Text("gpt2"));
    values.put("tokenizer.ggml.pre", new GgufValue.Text(PreTokenizer.of(tokenizer).ggufName()));
    values.put(
        "tokenizer.ggml.merges",
        new GgufValue.Texts(
            tokenizer.merges().stream().map(each -> each.left() + " " + each.right()).toList()));
  }

  private static void byScores(
      TokenizerJson tokenizer, TokenTable table, Map<String, GgufValue> values) {
    values.put("tokenizer.ggml.model", new GgufValue.Text("llama"));
    values.put("tokenizer.ggml.pre", new GgufValue.Text("default"));
    table.addTo(values);
    values.put("tokenizer.ggml.scores", new GgufValue.Reals(scores(tokenizer, table)));
    values.put("tokenizer.ggml.add_space_prefix", new GgufValue.Flag(tokenizer.addsBlank()));
  }

  /** A token that is made earlier has the higher score: minus its first place among the merges. */
  private static List<Float> scores(TokenizerJson tokenizer, TokenTable table) {
    Map<String, Float> scoreOfMerged = new HashMap<>();
    for (int place = 0; place < tokenizer.merges().size(); place++) {
      scoreOfMerged.putIfAbsent(tokenizer.merges().get(place).joined(), (float) -place);
    }
    List<Float> scores = new ArrayList<>();
    for (int id = 0; id < table.texts().size(); id++) {
      float score = scoreOfMerged.getOrDefault(table.texts().get(id), NEVER);
      scores.add(table.types().get(id) == TokenType.NORMAL ? score : 0f);
    }
    return scores;
  }
}
