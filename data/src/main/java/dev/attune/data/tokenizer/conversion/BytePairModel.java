package dev.attune.data.tokenizer.conversion;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * A model that merges pairs.
 *
 * @param merges the first to be made first
 * @param unknown the token of what no other stands for, which also stands for a row of such
 * @param byteFallback whether bytes stand for what no token does
 */
record BytePairModel(
    Map<String, Integer> vocabulary,
    Iterable<Merge> merges,
    Optional<String> unknown,
    boolean byteFallback)
    implements Consumer<JsonGenerator> {

  /** Two neighbours that become one token. */
  record Merge(String left, String right) {}

  @Override
  public void accept(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("type", "BPE");
    json.writeNullProperty("dropout");
    json.writeStringProperty("unk_token", unknown.orElse(null));
    json.writeNullProperty("continuing_subword_prefix");
    json.writeNullProperty("end_of_word_suffix");
    json.writeBooleanProperty("fuse_unk", unknown.isPresent());
    json.writeBooleanProperty("byte_fallback", byteFallback);
    json.writeBooleanProperty("ignore_merges", false);
    json.writeObjectPropertyStart("vocab");
    vocabulary.forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeArrayPropertyStart("merges");
    merges.forEach(merge -> write(json, merge));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Merge merge) {
    json.writeStartArray();
    json.writeString(merge.left());
    json.writeString(merge.right());
    json.writeEndArray();
  }
}
