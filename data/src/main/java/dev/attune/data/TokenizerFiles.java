package dev.attune.data;

import dev.attune.data.tokenizer.conversion.BytePairConversion;
import dev.attune.data.tokenizer.conversion.SentencePieceConversion;
import dev.attune.data.tokenizer.conversion.TokenSettings;
import java.util.Optional;

/**
 * The {@code tokenizer.json} of a model directory, or what its older files say in that form. They
 * are converted whenever they are read, which is quick, so nothing is kept that could grow old and
 * nobody's directory is written to.
 */
final class TokenizerFiles {
  static final String NAME = "tokenizer.json";

  private static final String VOCABULARY = "vocab.json";
  private static final String MERGES = "merges.txt";
  private static final String SENTENCE_PIECE = "tokenizer.model";

  /** As much as is pulled from a hub; the largest vocabularies need a third of it. */
  private static final int MAX_BYTES = 128 << 20;

  private TokenizerFiles() {}

  /**
   * The text of the file, converted where there is none.
   *
   * @throws dev.attune.data.failure.DataException names the file that is missing or broken
   */
  static String json(ModelFiles files) {
    return files.text(NAME, MAX_BYTES).or(() -> converted(files)).orElseThrow(() -> none(files));
  }

  private static Optional<String> converted(ModelFiles files) {
    if (files.has(VOCABULARY) && files.has(MERGES)) {
      return files
          .text(VOCABULARY)
          .flatMap(vocabulary ->
              files
                  .text(MERGES)
                  .map(merges ->
                      BytePairConversion.convert(
                          vocabulary, merges, settings(files), modelType(files))));
    }
    return files
        .bytes(SENTENCE_PIECE)
        .map(bytes -> SentencePieceConversion.convert(bytes, settings(files), modelType(files)));
  }

  /** What the small files beside the vocabulary say. */
  static TokenSettings settings(ModelFiles files) {
    return new TokenSettings(
        files.object("tokenizer_config.json"),
        files.object("special_tokens_map.json"),
        files.object("added_tokens.json"));
  }

  private static String modelType(ModelFiles files) {
    return files.object("config.json").path("model_type").asString("");
  }

  private static ModelTextException none(ModelFiles files) {
    return new ModelTextException(
        "%s has no %s, nor %s with %s, nor %s. Add the tokenizer's files, as they were published with the model."
            .formatted(files.directoryName(), NAME, VOCABULARY, MERGES, SENTENCE_PIECE));
  }
}
