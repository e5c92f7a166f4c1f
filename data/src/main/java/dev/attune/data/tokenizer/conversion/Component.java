package dev.attune.data.tokenizer.conversion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Normalizers, pre-tokenizers, post-processors and decoders as the tokenizers library has them. */
final class Component {
  static final JsonNode NONE = JsonNodeFactory.instance.nullNode();

  static final String BLANK_TO_MARK =
      "{\"type\": \"Replace\", \"pattern\": {\"String\": \" \"}, \"content\": \"▁\"}";

  private Component() {}

  /** Of JSON that is written here, so that it is right. */
  static JsonNode of(String json) {
    return JsonMapper.shared().readTree(json);
  }

  /** Puts blanks in front of words and writes them ▁. {@code scheme}: always, first or never. */
  static JsonNode metaspace(String scheme, boolean split) {
    return of(
        """
        {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "%s", "split": %b}
        """
            .formatted(scheme, split));
  }

  /** Writes blanks ▁ before words are cut; {@code prefix}: with one in front of the text. */
  static JsonNode blanksAsMarks(boolean prefix) {
    String prepend = prefix ? "{\"type\": \"Prepend\", \"prepend\": \"▁\"}, " : "";
    return of(
        "{\"type\": \"Sequence\", \"normalizers\": [%s%s]}".formatted(prepend, BLANK_TO_MARK));
  }

  /** SentencePiece's own rules in Base64, where there are any, and fewer blanks. */
  static JsonNode charsmap(String rules) {
    String precompiled =
        rules.isEmpty()
            ? ""
            : "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"%s\"},".formatted(rules);
    return of(
        """
        {"type": "Sequence", "normalizers": [%s
          {"type": "Strip", "strip_left": false, "strip_right": true},
          {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "▁"}]}
        """
            .formatted(precompiled));
  }

  static JsonNode byteLevel(boolean addPrefixSpace, boolean trimOffsets, boolean useRegex) {
    return of(
        """
        {"type": "ByteLevel", "add_prefix_space": %b, "trim_offsets": %b, "use_regex": %b}
        """
            .formatted(addPrefixSpace, trimOffsets, useRegex));
  }

  /** What turns tokens with ▁ and {@code <0x0A>} into text. */
  static JsonNode sentencePieceDecoder(boolean stripsBlank) {
    String strip =
        stripsBlank ? ", {\"type\": \"Strip\", \"content\": \" \", \"start\": 1, \"stop\": 0}" : "";
    return of(
        """
        {"type": "Sequence", "decoders": [
          {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
          {"type": "ByteFallback"}, {"type": "Fuse"}%s]}
        """
            .formatted(strip));
  }
}
