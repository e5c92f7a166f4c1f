package dev.attune.worker.export.gguf;

import dev.attune.data.ModelText;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tokens with a meaning of their own, by llama.cpp's names, and whether a text begins with one.
 */
record SpecialIds(Map<String, Integer> ids, boolean addsBos) {

  static SpecialIds of(SourceModel source, TokenizerJson tokenizer, ModelText text)
      throws IOException {
    JsonNode config = object(source.base().resolve("tokenizer_config.json"));
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String name : List.of("bos", "eos", "unk", "pad")) {
      find(name, config, source, tokenizer).ifPresent(id -> ids.put(name, id));
    }
    text.turnEnd().filter(id -> !id.equals(ids.get("eos"))).ifPresent(id -> ids.put("eot", id));
    return new SpecialIds(ids, addsBos(ids.get("bos"), config, tokenizer, text));
  }

  /**
   * A model that was tuned to chat saw its template's text and nothing before it, whatever the
   * tokenizer does to other texts.
   */
  private static boolean addsBos(
      @Nullable Integer bos, JsonNode config, TokenizerJson tokenizer, ModelText text) {
    if (bos == null || !config.path("add_bos_token").asBoolean(tokenizer.begins(bos))) {
      return false;
    }
    int[] prompt =
        text.encodePrompt(List.of(new ChatMessage.User(new Content.Text("Hello"), null)));
    return prompt.length > 0 && prompt[0] == bos;
  }

  void addTo(Map<String, GgufValue> values) {
    Map<String, String> names =
        Map.of("bos", "bos", "eos", "eos", "unk", "unknown", "pad", "padding", "eot", "eot");
    ids.forEach((name, id) ->
        values.put(
            "tokenizer.ggml.%s_token_id".formatted(Objects.requireNonNull(names.get(name))),
            new GgufValue.Unsigned(id)));
    values.put("tokenizer.ggml.add_bos_token", new GgufValue.Flag(addsBos));
    values.put("tokenizer.ggml.add_eos_token", new GgufValue.Flag(false));
  }

  /** By the tokenizer's text for it, else by the model's id. */
  private static Optional<Integer> find(
      String name, JsonNode config, SourceModel source, TokenizerJson tokenizer) {
    JsonNode token = config.path(name + "_token");
    String text = (token.isObject() ? token.path("content") : token).asString("");
    return Optional.ofNullable(tokenizer.ids().get(text))
        .or(() -> source.config().firstInteger(name + "_token_id"));
  }

  private static JsonNode object(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.exists(file) ? Files.readString(file) : "{}");
  }
}
