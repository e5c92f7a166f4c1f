package dev.attune.data.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a {@code tokenizer.json} with other spellings for some of its tokens, which keep their
 * ids. Merges that make such a token of text are left out.
 */
final class RespelledJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonParser in;
  private final JsonGenerator out;
  private final Map<String, String> spellings;

  private RespelledJson(JsonParser in, JsonGenerator out, Map<String, String> spellings) {
    this.in = in;
    this.out = out;
    this.spellings = spellings;
  }

  /**
   * The same file.
   *
   * @param spellings the other one by the one in the file
   * @throws TokenizerException when the file is none
   */
  static String of(String json, Map<String, String> spellings) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(json.length());
    try (JsonParser in = JSON.createParser(json);
        JsonGenerator out = JSON.createGenerator(text)) {
      in.nextToken();
      new RespelledJson(in, out, spellings).file();
    } catch (JacksonException e) {
      throw new TokenizerException("It is not valid JSON: " + e.getOriginalMessage(), e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private void file() {
    object(name -> {
      switch (name) {
        case "added_tokens" -> out.writeTree(respelled(in.readValueAsTree()));
        case "model" -> object(this::modelPart);
        default -> out.copyCurrentStructure(in);
      }
    });
  }

  /** Takes the value of a property, whose name is written already. */
  @FunctionalInterface
  private interface Property {
    void copy(String name);
  }

  private void object(Property property) {
    out.writeStartObject();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      out.writeName(name);
      in.nextToken();
      property.copy(name);
    }
    out.writeEndObject();
  }

  private JsonNode respelled(JsonNode tokens) {
    for (JsonNode token : tokens) {
      String content = token.path("content").asString("");
      if (token instanceof ObjectNode object && spellings.containsKey(content)) {
        // The template decides where such a token stands, and may put it beside a letter.
        object.put("content", spellings.get(content)).put("single_word", false);
      }
    }
    return tokens;
  }

  private void modelPart(String name) {
    JsonToken value = in.currentToken();
    if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
      tokenIds();
    } else if (name.equals("vocab") && value == JsonToken.START_ARRAY) {
      array(this::scoredToken);
    } else if (name.equals("merges") && value == JsonToken.START_ARRAY) {
      array(this::merge);
    } else if (name.equals("unk_token") && value == JsonToken.VALUE_STRING) {
      out.writeString(spelled());
    } else {
      out.copyCurrentStructure(in);
    }
  }

  private void tokenIds() {
    out.writeStartObject();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      out.writeName(spellings.getOrDefault(in.currentName(), in.currentName()));
      in.nextToken();
      out.copyCurrentStructure(in);
    }
    out.writeEndObject();
  }

  private void array(Runnable element) {
    out.writeStartArray();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      element.run();
    }
    out.writeEndArray();
  }

  private void scoredToken() {
    boolean[] isFirst = {true};
    array(() -> {
      if (isFirst[0] && in.currentToken() == JsonToken.VALUE_STRING) {
        out.writeString(spelled());
      } else {
        out.copyCurrentStructure(in);
      }
      isFirst[0] = false;
    });
  }

  private void merge() {
    JsonNode merge = in.readValueAsTree();
    String[] pair =
        merge.isArray()
            ? new String[] {merge.path(0).asString(""), merge.path(1).asString("")}
            : merge.asString("").split(" ", 2);
    boolean isOfText =
        pair.length == 2
            && !spellings.containsKey(pair[0])
            && !spellings.containsKey(pair[1])
            && !spellings.containsKey(pair[0] + pair[1]);
    if (isOfText) {
      out.writeTree(merge);
    }
  }

  private String spelled() {
    return spellings.getOrDefault(in.getString(), in.getString());
  }
}
