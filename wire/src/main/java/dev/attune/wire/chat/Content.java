package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import java.util.List;

/** What a message says: plain text, or parts of several kinds. */
public sealed interface Content {

  /** The common form. */
  record Text(String text) implements Content {}

  /** The long form, at least one part. */
  record Parts(List<ContentPart> parts) implements Content {
    public Parts {
      parts = List.copyOf(parts);
    }
  }

  /** Reads content of a role that may send these parts. */
  static Content read(JsonField field, List<ContentPart.Type> allowed) {
    return switch (field.node().getNodeType()) {
      case STRING -> new Text(field.string());
      case ARRAY -> new Parts(field.list(Integer.MAX_VALUE, f -> ContentPart.read(f, allowed)));
      case OBJECT, NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO ->
          throw field.wrongType("one of a string or array of objects");
    };
  }
}
