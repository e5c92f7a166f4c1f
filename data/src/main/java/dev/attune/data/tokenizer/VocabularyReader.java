package dev.attune.data.tokenizer;

import dev.attune.data.tokenizer.Vocabulary.AddedToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what the native library does not tell: the tokens, which of them are special, and how they
 * spell bytes. The merges, the largest part of the file, are passed over.
 */
final class VocabularyReader {
  /** More tokens than any vocabulary has; keeps a lying id from taking all memory. */
  private static final int MAX_ID = 1 << 22;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<AddedToken> added = new ArrayList<>();
  private JsonNode decoder = JSON.nullNode();
  private JsonNode preTokenizer = JSON.nullNode();

  private VocabularyReader() {}

  /**
   * Reads the text of a {@code tokenizer.json}.
   *
   * @throws TokenizerException when it is not one
   */
  static Vocabulary read(String json) {
    VocabularyReader reader = new VocabularyReader();
    try (JsonParser parser = JSON.createParser(json)) {
      reader.readFile(parser);
    } catch (JacksonException e) {
      throw new TokenizerException("It is not valid JSON: " + e.getOriginalMessage(), e);
    }
    reader.added.forEach(token -> reader.ids.put(token.content(), token.id()));
    return new Vocabulary(reader.ids, reader.added, reader.spelling());
  }

  private void readFile(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new TokenizerException("It is not a JSON object.");
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "model" -> readModel(parser);
        case "added_tokens" -> readAdded(parser.readValueAsTree());
        case "decoder" -> decoder = readComponent(parser);
        case "pre_tokenizer" -> preTokenizer = readComponent(parser);
        case "normalizer", "post_processor" -> readComponent(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private static JsonNode readComponent(JsonParser parser) {
    JsonNode component = parser.readValueAsTree();
    ComponentGuard.check(component);
    return component;
  }

  private void readModel(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
        readTokenIds(parser);
      } else if (name.equals("vocab") && value == JsonToken.START_ARRAY) {
        readScoredTokens(parser);
      } else if (name.equals("continuing_subword_prefix") && value == JsonToken.VALUE_STRING) {
        ComponentGuard.checkPrefix(parser.getString());
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readTokenIds(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String token = parser.currentName();
      parser.nextToken();
      ids.put(token, checked(token, parser.getLongValue()));
    }
  }

  /** A unigram model's {@code [[token, score], …]}, in the order of the ids. */
  private void readScoredTokens(JsonParser parser) {
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      parser.nextToken();
      ids.put(parser.getString(), checked("", ids.size()));
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        parser.skipChildren();
      }
    }
  }

  private static int checked(String token, long id) {
    if (id < 0 || id > MAX_ID) {
      throw new TokenizerException("The token '%s' has the id %d.".formatted(token, id));
    }
    return (int) id;
  }

  private void readAdded(JsonNode tokens) {
    for (JsonNode token : tokens) {
      String content = token.path("content").asString("");
      added.add(
          new AddedToken(
              checked(content, token.path("id").asLong(-1)),
              content,
              token.path("special").asBoolean(false),
              isSeparate(token)));
    }
  }

  /** What is normalized together with its neighbours, or eats blanks, does not separate them. */
  private static boolean isSeparate(JsonNode token) {
    return !token.path("normalized").asBoolean(true)
        && !token.path("lstrip").asBoolean(false)
        && !token.path("rstrip").asBoolean(false)
        && !token.path("single_word").asBoolean(false);
  }

  private Vocabulary.Spelling spelling() {
    boolean fallsBack = mentions(decoder, "ByteFallback");
    if (mentions(decoder, "ByteLevel") || mentions(preTokenizer, "ByteLevel")) {
      return new Vocabulary.Spelling(ByteForm.BYTE_LEVEL, false);
    }
    boolean isSentencePiece = fallsBack || mentions(decoder, "Metaspace") || mentions(decoder, "▁");
    return new Vocabulary.Spelling(
        isSentencePiece ? ByteForm.SENTENCE_PIECE : ByteForm.PLAIN, fallsBack);
  }

  private static boolean mentions(JsonNode node, String text) {
    return node.toString().contains("\"" + text + "\"");
  }
}
