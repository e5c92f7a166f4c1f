package dev.attune.data;

import dev.attune.data.template.ChatTemplate;
import dev.attune.data.template.value.TemplateException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The chat templates of a model directory: one for everything, or one more for conversations with
 * tools.
 */
final class ChatTemplates {
  private static final String FILE = "chat_template.jinja";
  private static final String TOOL_FILE = "additional_chat_templates/tool_use.jinja";
  private static final String CONFIG = "tokenizer_config.json";
  private static final String FIELD = "chat_template";
  private static final String DEFAULT = "default";
  private static final String TOOL_USE = "tool_use";

  private final Named usual;
  private final @Nullable Named withTools;

  private ChatTemplates(Named usual, @Nullable Named withTools) {
    this.usual = usual;
    this.withTools = withTools;
  }

  /**
   * A template and what it is known to understand.
   *
   * @param knowsDevelopers whether it has words for the role {@code developer}
   */
  record Named(ChatTemplate template, boolean knowsDevelopers) {}

  /**
   * Reads what transformers would read.
   *
   * @throws ModelTextException when there is no template, or none that can be parsed
   */
  static ChatTemplates read(ModelFiles files) {
    Map<String, String> sources = sources(files);
    String usual = sources.get(DEFAULT);
    if (usual == null) {
      throw absent(files, sources);
    }
    String withTools = sources.get(TOOL_USE);
    return new ChatTemplates(
        parse(files, usual), withTools == null ? null : parse(files, withTools));
  }

  Named choose(boolean tools) {
    return tools && withTools != null ? withTools : usual;
  }

  private static Map<String, String> sources(ModelFiles files) {
    Map<String, String> sources = new LinkedHashMap<>();
    JsonNode field = files.object(CONFIG).path(FIELD);
    if (field.isString()) {
      sources.put(DEFAULT, field.stringValue());
    }
    for (JsonNode named : field) {
      sources.put(named.path("name").asString(""), named.path("template").asString(""));
    }
    files.text(FILE).ifPresent(source -> sources.put(DEFAULT, source));
    files.text(TOOL_FILE).ifPresent(source -> sources.put(TOOL_USE, source));
    return sources;
  }

  private static Named parse(ModelFiles files, String source) {
    try {
      return new Named(ChatTemplate.parse(source), source.contains("developer"));
    } catch (TemplateException e) {
      throw new ModelTextException(
          "The chat template of %s cannot be used. %s"
              .formatted(files.directoryName(), e.getMessage()),
          e);
    }
  }

  private static ModelTextException absent(ModelFiles files, Map<String, String> sources) {
    Optional<String> other = sources.keySet().stream().findFirst();
    String found = other.map(name -> " named '" + DEFAULT + "', only '" + name + "'").orElse("");
    return new ModelTextException(
        ("%s has no chat template%s, so nobody knows how this model wants messages written."
                + " Add a file %s, as the model's instruction-tuned sister has it, or write one.")
            .formatted(files.directoryName(), found, FILE));
  }
}
