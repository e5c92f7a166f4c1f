package dev.attune.data.tokenizer.conversion;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the code of transformers' classes says of byte-level tokenizers. */
enum ByteLevelClass {
  GPT2 {
    @Override
    JsonNode normalizer() {
      return Component.NONE;
    }

    @Override
    JsonNode preTokenizer(boolean addPrefixSpace) {
      return Component.byteLevel(addPrefixSpace, true, true);
    }

    @Override
    Map<String, String> usual() {
      return Map.of("bos_token", END, "eos_token", END, "unk_token", END);
    }
  },

  QWEN2 {
    @Override
    JsonNode normalizer() {
      return Component.of("{\"type\": \"NFC\"}");
    }

    @Override
    JsonNode preTokenizer(boolean addPrefixSpace) {
      ObjectNode split = JsonNodeFactory.instance.objectNode().put("type", "Split");
      split.putObject("pattern").put("Regex", QWEN2_WORDS);
      split.put("behavior", "Isolated").put("invert", false);
      ObjectNode both = JsonNodeFactory.instance.objectNode().put("type", "Sequence");
      both.putArray("pretokenizers")
          .add(split)
          .add(Component.byteLevel(addPrefixSpace, true, false));
      return both;
    }

    @Override
    Map<String, String> usual() {
      return Map.of("eos_token", END, "unk_token", END, "pad_token", END);
    }
  };

  private static final String END = "<|endoftext|>";
  private static final String QWEN2_WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  abstract JsonNode normalizer();

  abstract JsonNode preTokenizer(boolean addPrefixSpace);

  /** Special tokens by name, where the files do not say. */
  abstract Map<String, String> usual();

  /** By the name of the class, or by the family where there is no name. */
  static Optional<ByteLevelClass> find(String tokenizerClass, String modelType) {
    return switch (tokenizerClass.isEmpty() ? ofFamily(modelType) : tokenizerClass) {
      case "GPT2Tokenizer" -> Optional.of(GPT2);
      case "Qwen2Tokenizer" -> Optional.of(QWEN2);
      default -> Optional.empty();
    };
  }

  private static String ofFamily(String modelType) {
    return switch (modelType) {
      case "gpt2" -> "GPT2Tokenizer";
      case "qwen2", "qwen3", "qwen3_moe" -> "Qwen2Tokenizer";
      default -> "";
    };
  }
}
