package dev.attune.worker.export.gguf;

import dev.attune.worker.export.source.ExportException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is in a {@code tokenizer.json} whose model merges pairs.
 *
 * @param ids of all tokens, added ones included
 * @param merges from the first to be made to the last
 * @param added tokens that are looked for before anything else, by id
 * @param root the file, for the components around the model
 */
record TokenizerJson(
    Map<String, Integer> ids, List<Merge> merges, Map<Integer, Added> added, JsonNode root) {

  /** Two neighbours that become one token. */
  record Merge(String left, String right) {
    String joined() {
      return left + right;
    }
  }

  /** A token that is looked for in the text. */
  record Added(String content, boolean special) {}

  static TokenizerJson read(String json) {
    JsonNode root = JsonMapper.shared().readTree(json);
    JsonNode model = root.path("model");
    String type = model.path("type").asString(model.has("merges") ? "BPE" : "");
    if (!type.equals("BPE")) {
      throw ExportException.unsupported(
          "llama.cpp has no tokenizer of the kind '%s' for this family. Export the model as safetensors."
              .formatted(type));
    }
    Map<String, Integer> ids = new HashMap<>();
    model
        .path("vocab")
        .properties()
        .forEach(each -> ids.put(each.getKey(), each.getValue().asInt()));
    Map<Integer, Added> added = new HashMap<>();
    for (JsonNode token : root.path("added_tokens")) {
      String content = token.path("content").asString("");
      added.put(
          token.path("id").asInt(), new Added(content, token.path("special").asBoolean(false)));
      ids.put(content, token.path("id").asInt());
    }
    return new TokenizerJson(ids, merges(model.path("merges")), added, root);
  }

  /** The token that stands for what no other does. */
  Optional<Integer> unknown() {
    JsonNode token = root.path("model").path("unk_token");
    return token.isString() ? Optional.ofNullable(ids.get(token.stringValue())) : Optional.empty();
  }

  boolean isByteLevel() {
    return mentions(root.path("pre_tokenizer"), "ByteLevel")
        || mentions(root.path("decoder"), "ByteLevel");
  }

  /** Whether words begin with a blank that is written ▁, as in SentencePiece. */
  boolean isSentencePiece() {
    return mentions(root.path("normalizer"), "▁")
        || mentions(root.path("pre_tokenizer"), "Metaspace");
  }

  /** Whether a text gets a blank in front. */
  boolean addsBlank() {
    if (mentions(root.path("normalizer"), "Prepend")) {
      return true;
    }
    JsonNode preTokenizer = root.path("pre_tokenizer");
    return mentions(preTokenizer, "Metaspace")
        && (mentions(preTokenizer, "first") || mentions(preTokenizer, "always"));
  }

  /** Whether a text gets the token {@code id} in front. */
  boolean begins(int id) {
    JsonNode special = root.path("post_processor").findPath("special_tokens");
    JsonNode single = root.path("post_processor").findPath("single").path(0).path("SpecialToken");
    return special.path(single.path("id").asString("")).path("ids").path(0).asInt(-1) == id;
  }

  boolean ignoresMergesOfWholeWords() {
    return root.path("model").path("ignore_merges").asBoolean(false);
  }

  /** A merge is a pair, in older files one text with a blank between. */
  static List<Merge> merges(JsonNode nodes) {
    List<Merge> merges = new ArrayList<>(nodes.size());
    for (JsonNode node : nodes) {
      if (node.isArray()) {
        merges.add(new Merge(node.path(0).stringValue(), node.path(1).stringValue()));
      } else {
        String[] pair = node.stringValue().split(" ", 2);
        merges.add(new Merge(pair[0], pair[1]));
      }
    }
    return merges;
  }

  private static boolean mentions(JsonNode node, String text) {
    return node.toString().contains("\"" + text + "\"");
  }
}
