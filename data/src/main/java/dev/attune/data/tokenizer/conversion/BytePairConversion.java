package dev.attune.data.tokenizer.conversion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code vocab.json} and {@code merges.txt}, byte-level tokens and the pairs that become one, as a
 * {@code tokenizer.json}. How a text is cut into words before is in no file; transformers has it in
 * the code of each class.
 */
public final class BytePairConversion {
  private static final String VOCABULARY = "vocab.json";
  private static final String MERGES = "merges.txt";
  private static final int MAX_ID = 1 << 22;

  private BytePairConversion() {}

  /**
   * Converts the contents of both files.
   *
   * @param modelType what {@code config.json} calls the family, for want of a tokenizer's class
   * @throws ConversionException when a file is broken, or the class is none that is known here
   */
  public static String convert(
      String vocabJson, String mergesTxt, TokenSettings settings, String modelType) {
    ByteLevelClass of = byteLevelClass(settings, modelType);
    Map<String, Integer> vocabulary = vocabulary(vocabJson);
    AddedTokens added = new AddedTokens(vocabulary);
    added.addAll(settings, of.usual());
    boolean prefixSpace = settings.flag("add_prefix_space", false);
    return new TokenizerDocument(
            added,
            of.normalizer(),
            of.preTokenizer(prefixSpace),
            postProcessor(settings, of, added),
            Component.byteLevel(true, true, true),
            new BytePairModel(vocabulary, merges(mergesTxt), Optional.empty(), false))
        .text();
  }

  private static ByteLevelClass byteLevelClass(TokenSettings settings, String modelType) {
    String name = settings.tokenizerClass().orElse("");
    return ByteLevelClass.find(name, modelType)
        .orElseThrow(() ->
            ConversionException.unknown(
                "The model has %s and %s but no tokenizer.json, and it is not known how a tokenizer of class '%s' cuts words."
                    .formatted(VOCABULARY, MERGES, name)));
  }

  private static JsonNode postProcessor(
      TokenSettings settings, ByteLevelClass of, AddedTokens added) {
    Optional<Ends.Token> before =
        settings
            .named("bos_token", of.usual())
            .filter(_ -> settings.flag("add_bos_token", false))
            .flatMap(token ->
                added.find(token.content()).stream()
                    .mapToObj(id -> new Ends.Token(token.content(), id))
                    .findFirst());
    return before.isPresent()
        ? new Ends(before, Optional.empty()).component()
        : Component.byteLevel(true, false, true);
  }

  private static Map<String, Integer> vocabulary(String json) {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    try (JsonParser parser = JsonMapper.shared().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ConversionException.damaged(VOCABULARY, "it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String token = parser.currentName();
        vocabulary.put(token, id(token, parser));
      }
    } catch (JacksonException e) {
      throw ConversionException.damaged(VOCABULARY, "it is no JSON: " + e.getOriginalMessage(), e);
    }
    return vocabulary;
  }

  private static int id(String token, JsonParser parser) {
    boolean isNumber = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
    long id = isNumber ? parser.getLongValue() : -1;
    if (id < 0 || id > MAX_ID) {
      throw ConversionException.damaged(
          VOCABULARY, "the token '%s' has no id that a token can have".formatted(token));
    }
    return (int) id;
  }

  private static List<BytePairModel.Merge> merges(String text) {
    List<BytePairModel.Merge> merges = new ArrayList<>();
    String[] lines = text.split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean isHeading = i == 0 && lines[i].startsWith("#version");
      if (!isHeading && !lines[i].isBlank()) {
        merges.add(merge(lines[i], i + 1));
      }
    }
    return merges;
  }

  private static BytePairModel.Merge merge(String line, int number) {
    String[] pair = line.strip().split(" ", -1);
    if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
      throw ConversionException.damaged(
          MERGES, "line %d is not two tokens with a blank between".formatted(number));
    }
    return new BytePairModel.Merge(pair[0], pair[1]);
  }
}
