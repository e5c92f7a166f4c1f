package dev.attune.cli.migrate;

import dev.attune.cli.session.CliException;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/** Lists as they are saved: a page, an array, or pages one after the other or in an array. */
final class ListedJson {
  private ListedJson() {}

  /** The objects of all pages in a file. */
  static List<JsonNode> in(Path file) {
    List<JsonNode> objects = new ArrayList<>();
    try (InputStream bytes = Files.newInputStream(file);
        MappingIterator<JsonNode> pages =
            WireJson.mapper().readerFor(JsonNode.class).readValues(bytes)) {
      pages.forEachRemaining(page -> collect(page, objects));
    } catch (IOException e) {
      throw CliException.usage("%s cannot be read (%s)".formatted(file, e.getMessage()));
    } catch (JacksonException e) {
      throw CliException.usage("%s is not JSON: %s".formatted(file, e.getOriginalMessage()));
    }
    return objects;
  }

  /** A field's text, when it has one. */
  static Optional<String> text(JsonNode object, String field) {
    return Optional.of(object.path(field))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .filter(text -> !text.isEmpty());
  }

  private static void collect(JsonNode node, List<JsonNode> objects) {
    if (node.isArray()) {
      node.forEach(child -> collect(child, objects));
    } else if (node.path("data").isArray()) {
      node.path("data").forEach(child -> collect(child, objects));
    } else if (text(node, "id").isPresent()) {
      objects.add(node);
    }
  }
}
