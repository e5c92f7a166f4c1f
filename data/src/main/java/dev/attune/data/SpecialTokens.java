package dev.attune.data;

import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The names that a tokenizer has for its special tokens, such as {@code bos_token}, which a
 * template may write. A token that is not set has no name, as in transformers.
 *
 * @param texts by name
 * @param additional those without a name of their own
 */
record SpecialTokens(Map<String, String> texts, List<String> additional) {
  private static final String CONFIG = "tokenizer_config.json";
  private static final String ADDITIONAL = "additional_special_tokens";
  private static final List<String> NAMES =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  SpecialTokens {
    texts = Map.copyOf(texts);
    additional = List.copyOf(additional);
  }

  static SpecialTokens read(ModelFiles files) {
    JsonNode config = files.object(CONFIG);
    // The older of the two files has the last word until the newer one lists the added tokens.
    JsonNode map =
        config.has("added_tokens_decoder")
            ? JsonNodeFactory.instance.objectNode()
            : files.object("special_tokens_map.json");
    Map<String, String> texts = new HashMap<>();
    for (String name : NAMES) {
      text(map.path(name)).or(() -> text(config.path(name))).ifPresent(t -> texts.put(name, t));
    }
    JsonNode more = map.has(ADDITIONAL) ? map.path(ADDITIONAL) : config.path(ADDITIONAL);
    return new SpecialTokens(
        texts, more.valueStream().flatMap(each -> text(each).stream()).toList());
  }

  Optional<String> eosToken() {
    return Optional.ofNullable(texts.get("eos_token"));
  }

  /** As the variables of a template. */
  Map<String, Value> variables() {
    Map<String, Value> variables = new HashMap<>();
    texts.forEach((name, text) -> variables.put(name, TextValue.of(text)));
    if (!additional.isEmpty()) {
      variables.put(
          ADDITIONAL, new ListValue(additional.stream().<Value>map(TextValue::of).toList()));
    }
    return variables;
  }

  /** A token is spelled as its text, or as an object that says how it is looked for. */
  private static Optional<String> text(JsonNode token) {
    JsonNode text = token.isObject() ? token.path("content") : token;
    return text.isString() ? Optional.of(text.stringValue()) : Optional.empty();
  }
}
