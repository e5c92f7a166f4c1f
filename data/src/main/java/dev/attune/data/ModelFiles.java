package dev.attune.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The small files of a model directory. They are a stranger's, so each is bounded and checked. What
 * is said of them names them as they are named there: where the directory lies is not for
 * everybody.
 */
final class ModelFiles {
  private static final int MAX_BYTES = 256 << 20;

  private final Path directory;

  ModelFiles(Path directory) {
    this.directory = directory;
  }

  /** The directory's own name. */
  String directoryName() {
    return String.valueOf(directory.getFileName());
  }

  boolean has(String name) {
    return Files.isRegularFile(directory.resolve(name));
  }

  /** The text of a file, empty when there is none. */
  Optional<String> text(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    Path file = directory.resolve(name);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ModelTextException(
            "%s has more than %,d bytes, which no such file needs. Download it again."
                .formatted(name, MAX_BYTES));
      }
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw new ModelTextException(
          "%s cannot be read as UTF-8 text. Download it again.".formatted(name), e);
    }
  }

  /** The object in a JSON file; an empty one when there is no file. */
  JsonNode object(String name) {
    JsonNode root =
        text(name).map(text -> parse(name, text)).orElse(JsonNodeFactory.instance.objectNode());
    if (!root.isObject()) {
      throw new ModelTextException("%s is no JSON object. Download it again.".formatted(name));
    }
    return root;
  }

  private JsonNode parse(String name, String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw new ModelTextException(
          "%s is no JSON: %s. Download it again.".formatted(name, e.getOriginalMessage()), e);
    }
  }
}
