package dev.attune.data;

import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import dev.attune.data.tokenizer.conversion.TokenSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that a tokenizer has for its special tokens, such as {@code bos_token}, which a
 * template may write. A token that is not set has no name, as in transformers.
 *
 * @param texts by name
 * @param additional those without a name of their own
 */
record SpecialTokens(Map<String, String> texts, List<String> additional) {
  private static final String ADDITIONAL = "additional_special_tokens";

  SpecialTokens {
    texts = Map.copyOf(texts);
    additional = List.copyOf(additional);
  }

  static SpecialTokens read(ModelFiles files) {
    TokenSettings settings = TokenizerFiles.settings(files);
    return new SpecialTokens(settings.texts(), settings.texts(ADDITIONAL));
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
}
