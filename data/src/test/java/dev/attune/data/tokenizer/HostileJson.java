package dev.attune.data.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes a {@code tokenizer.json} at random places, keeping it JSON most of the time. */
final class HostileJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String LETTERS = "{}[]\",:0123456789-aeu▁Ġ\\<>|é😀 ";
  private static final String[] VALUES = {
    "null",
    "true",
    "false",
    "-1",
    "0",
    "1",
    "3",
    "255",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "1e308",
    "0.5",
    "\"\"",
    "\"a\"",
    "\"▁\"",
    "\"<0x41>\"",
    "\"\\u0000\"",
    "\"😀\"",
    "\" \"",
    "[]",
    "{}",
    "[[]]",
    "[\"a\", 0]",
    "{\"String\": \"\"}",
    "{\"String\": \"a\"}",
    "{\"Regex\": \"\"}",
    "{\"Regex\": \"(\"}",
    "{\"Regex\": \"a|\"}",
    "{\"Regex\": \"\\\\b\"}",
    "{\"Regex\": \"(?<=a)\"}",
    "{\"Regex\": \".*\"}",
    "\"always\"",
    "\"never\"",
    "\"first\"",
    "\"Isolated\"",
    "\"Removed\"",
    "\"MergedWithNext\"",
  };
  private static final String[] COMPONENTS = {
    "{\"type\": \"BertNormalizer\", \"clean_text\": true, \"handle_chinese_chars\": true, \"strip_accents\": null, \"lowercase\": true}",
    "{\"type\": \"Strip\", \"strip_left\": true, \"strip_right\": true}",
    "{\"type\": \"StripAccents\"}",
    "{\"type\": \"NFC\"}",
    "{\"type\": \"NFD\"}",
    "{\"type\": \"NFKC\"}",
    "{\"type\": \"NFKD\"}",
    "{\"type\": \"Lowercase\"}",
    "{\"type\": \"Nmt\"}",
    "{\"type\": \"Prepend\", \"prepend\": \"▁\"}",
    "{\"type\": \"ByteLevel\", \"add_prefix_space\": true, \"trim_offsets\": true, \"use_regex\": true}",
    "{\"type\": \"Replace\", \"pattern\": {\"String\": \"a\"}, \"content\": \"\"}",
    "{\"type\": \"Replace\", \"pattern\": {\"Regex\": \"\"}, \"content\": \"x\"}",
    "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"BAAAAAEAAAD/AAA=\"}",
    "{\"type\": \"Sequence\", \"normalizers\": []}",
    "{\"type\": \"Sequence\", \"pretokenizers\": []}",
    "{\"type\": \"Sequence\", \"decoders\": []}",
    "{\"type\": \"Sequence\", \"processors\": []}",
    "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"first\", \"split\": true}",
    "{\"type\": \"Metaspace\", \"replacement\": \"😀\", \"prepend_scheme\": \"always\", \"split\": false}",
    "{\"type\": \"Whitespace\"}",
    "{\"type\": \"WhitespaceSplit\"}",
    "{\"type\": \"BertPreTokenizer\"}",
    "{\"type\": \"CharDelimiterSplit\", \"delimiter\": \"a\"}",
    "{\"type\": \"Punctuation\", \"behavior\": \"Contiguous\"}",
    "{\"type\": \"Digits\", \"individual_digits\": true}",
    "{\"type\": \"UnicodeScripts\"}",
    "{\"type\": \"FixedLength\", \"length\": 0}",
    "{\"type\": \"FixedLength\", \"length\": 2}",
    "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"\"}, \"behavior\": \"Isolated\", \"invert\": true}",
    "{\"type\": \"Split\", \"pattern\": {\"String\": \"\"}, \"behavior\": \"MergedWithPrevious\", \"invert\": false}",
    "{\"type\": \"WordPiece\", \"prefix\": \"##\", \"cleanup\": true}",
    "{\"type\": \"BPEDecoder\", \"suffix\": \"</w>\"}",
    "{\"type\": \"CTC\", \"pad_token\": \"<pad>\", \"word_delimiter_token\": \"|\", \"cleanup\": true}",
    "{\"type\": \"Fuse\"}",
    "{\"type\": \"ByteFallback\"}",
    "{\"type\": \"Strip\", \"content\": \" \", \"start\": 1, \"stop\": 0}",
    "{\"type\": \"Strip\", \"content\": \"a\", \"start\": 4, \"stop\": 0}",
    "{\"type\": \"BertProcessing\", \"sep\": [\"a\", 1], \"cls\": [\"b\", 99999]}",
    "{\"type\": \"RobertaProcessing\", \"sep\": [\"a\", 1], \"cls\": [\"b\", 2], \"trim_offsets\": true, \"add_prefix_space\": true}",
    "{\"type\": \"TemplateProcessing\", \"single\": [], \"pair\": [], \"special_tokens\": {}}",
    "{\"type\": \"WordPiece\", \"unk_token\": \"zz\", \"continuing_subword_prefix\": \"\", \"max_input_chars_per_word\": 100, \"vocab\": {\"a\": 0, \"e\": 1}}",
    "{\"type\": \"WordLevel\", \"unk_token\": \"zz\", \"vocab\": {\"a\": 0, \"e\": 1}}",
    "{\"type\": \"Unigram\", \"unk_id\": 7, \"vocab\": [[\"a\", 0.0]], \"byte_fallback\": true}",
    "{\"type\": \"Unigram\", \"unk_id\": null, \"vocab\": [[\"a\", -1.5], [\"\", 2]], \"byte_fallback\": true}",
    "{\"type\": \"Unigram\", \"unk_id\": 0, \"vocab\": []}",
    "{\"type\": \"BPE\", \"unk_token\": \"zz\", \"fuse_unk\": true, \"byte_fallback\": true, \"vocab\": {\"a\": 0}, \"merges\": []}",
    "{\"type\": \"BPE\", \"dropout\": 2, \"end_of_word_suffix\": \"</w>\", \"vocab\": {\"a\": 0, \"\": 1}, \"merges\": [[\"\", \"a\"]]}",
  };

  private final Random random;

  HostileJson(Random random) {
    this.random = random;
  }

  String mutate(String seed) {
    return random.nextInt(4) == 0 ? letters(seed) : tree(seed);
  }

  private String letters(String seed) {
    StringBuilder text = new StringBuilder(seed);
    for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(20));
      int from = random.nextInt(seed.length());
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, seed, from, Math.min(seed.length(), from + random.nextInt(40)));
        case 2 -> text.setLength(at);
        default -> text.insert(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    }
    return text.toString();
  }

  private String tree(String seed) {
    JsonNode root = JSON.readTree(seed);
    for (int i = random.nextInt(4); i >= 0; i--) {
      change(root);
    }
    return root.toString();
  }

  private void change(JsonNode root) {
    if (root instanceof ObjectNode object && random.nextInt(3) == 0) {
      String[] parts = {"normalizer", "pre_tokenizer", "post_processor", "decoder", "model"};
      object.set(parts[random.nextInt(parts.length)], component());
      return;
    }
    JsonNode at = root;
    while (at.isContainer() && !at.isEmpty()) {
      JsonNode inside = inside(at);
      if (!inside.isContainer() || inside.isEmpty() || random.nextInt(4) == 0) {
        changeInside(at);
        return;
      }
      at = inside;
    }
  }

  private JsonNode inside(JsonNode at) {
    return at.isArray()
        ? at.get(random.nextInt(at.size()))
        : new ArrayList<>(at.properties()).get(random.nextInt(at.size())).getValue();
  }

  private void changeInside(JsonNode at) {
    if (at instanceof ArrayNode array) {
      int index = random.nextInt(array.size());
      switch (random.nextInt(3)) {
        case 0 -> array.remove(index);
        case 1 -> array.insert(index, array.get(random.nextInt(array.size())));
        default -> array.set(index, value());
      }
    } else if (at instanceof ObjectNode object) {
      List<Map.Entry<String, JsonNode>> all = new ArrayList<>(object.properties());
      Map.Entry<String, JsonNode> one = all.get(random.nextInt(all.size()));
      switch (random.nextInt(4)) {
        case 0 -> object.remove(one.getKey());
        case 1 -> object.set(one.getKey(), all.get(random.nextInt(all.size())).getValue());
        default -> object.set(one.getKey(), value());
      }
    }
  }

  private JsonNode value() {
    return random.nextInt(3) == 0
        ? component()
        : JSON.readTree(VALUES[random.nextInt(VALUES.length)]);
  }

  /** A component, or two after one another. */
  private JsonNode component() {
    JsonNode one = JSON.readTree(COMPONENTS[random.nextInt(COMPONENTS.length)]);
    if (one instanceof ObjectNode object && random.nextInt(4) == 0 && object.size() > 1) {
      changeInside(object);
    }
    if (random.nextInt(4) != 0) {
      return one;
    }
    String[] lists = {"normalizers", "pretokenizers", "decoders", "processors"};
    ObjectNode both = JSON.createObjectNode().put("type", "Sequence");
    both.putArray(lists[random.nextInt(lists.length)]).add(one).add(component());
    return both;
  }
}
