package dev.attune.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The small files of a model directory. They are a stranger's, so each is bounded and checked. */
final class ModelFiles {
  private static final int MAX_BYTES = 16 << 20;

  private final Path directory;

  ModelFiles(Path directory) {
    this.directory = directory;
  }

  /** The directory as messages call it, which clients may read: without where it lies. */
  String directoryName() {
    return String.valueOf(directory.getFileName());
  }

  boolean has(String name) {
    return Files.isRegularFile(directory.resolve(name));
  }

  /** The text of a file, empty when there is none. */
  Optional<String> text(String name) {
    return text(name, MAX_BYTES);
  }

  /** As {@link #text(String)}, with an own limit. */
  Optional<String> text(String name, int maxBytes) {
    return read(name, maxBytes, Files::readString, "read as UTF-8 text");
  }

  /** The bytes of a file, empty when there is none. */
  Optional<byte[]> bytes(String name) {
    return read(name, MAX_BYTES, Files::readAllBytes, "read");
  }

  /** Reads a whole file. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(Path file) throws IOException;
  }

  private <T> Optional<T> read(String name, int maxBytes, Reading<T> reading, String what) {
    if (!has(name)) {
      return Optional.empty();
    }
    Path file = directory.resolve(name);
    try {
      if (Files.size(file) > maxBytes) {
        throw new ModelTextException(
            "%s has more than %,d bytes, which no such file needs. Download it again."
                .formatted(name, maxBytes));
      }
      return Optional.of(reading.read(file));
    } catch (IOException e) {
      throw new ModelTextException("%s cannot be %s. Download it again.".formatted(name, what), e);
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
