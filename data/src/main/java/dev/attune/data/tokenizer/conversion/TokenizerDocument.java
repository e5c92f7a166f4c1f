package dev.attune.data.tokenizer.conversion;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parts of a {@code tokenizer.json}.
 *
 * @param model writes the object of the model, which is too large for a tree
 */
record TokenizerDocument(
    AddedTokens added,
    JsonNode normalizer,
    JsonNode preTokenizer,
    JsonNode postProcessor,
    JsonNode decoder,
    Consumer<JsonGenerator> model) {

  String text() {
    // As bytes, which take half the room of characters beyond Latin-1.
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("version", "1.0");
      json.writeNullProperty("truncation");
      json.writeNullProperty("padding");
      json.writeArrayPropertyStart("added_tokens");
      added.byId().forEach(token -> json.writeTree(token.getValue().json(token.getKey())));
      json.writeEndArray();
      component(json, "normalizer", normalizer);
      component(json, "pre_tokenizer", preTokenizer);
      component(json, "post_processor", postProcessor);
      component(json, "decoder", decoder);
      json.writeName("model");
      model.accept(json);
      json.writeEndObject();
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static void component(JsonGenerator json, String name, JsonNode component) {
    json.writeName(name);
    json.writeTree(component);
  }
}
