package dev.attune.data.example;

import dev.attune.data.ModelText;
import dev.attune.data.lines.JsonLine;
import dev.attune.wire.chat.ChatMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Examples for tests, and what is learnt from them. */
final class Examples {
  private Examples() {}

  /** Reads a line with single quotes for double ones. */
  static Example of(String json) {
    byte[] line = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return (Example) ExampleJson.read(1, JsonLine.parse(1, line), LineFormat.SUPERVISED);
  }

  static Example of(ChatMessage... messages) {
    return new Example(1, List.of(messages), List.of(), true);
  }

  /** The texts of the rows of tokens that carry loss, parted by bars. */
  static String learnt(ModelText model, Example example) {
    return learnt(
        model,
        (EncodedExample) new ExampleEncoder(model, Integer.MAX_VALUE).encode(example).item());
  }

  static String learnt(ModelText model, EncodedExample encoded) {
    StringBuilder learnt = new StringBuilder();
    int[] ids = encoded.tokenIds();
    boolean before = false;
    int start = 0;
    for (int i = 0; i <= ids.length; i++) {
      boolean now = i < ids.length && encoded.carriesLoss()[i];
      if (now && !before) {
        start = i;
      }
      if (before && !now) {
        learnt.append(learnt.isEmpty() ? "" : "|");
        learnt.append(model.tokenizer().decode(java.util.Arrays.copyOfRange(ids, start, i), false));
      }
      before = now;
    }
    return learnt.toString();
  }

  /** All of the text that the model sees. */
  static String seen(ModelText model, Example example) {
    EncodedExample encoded =
        (EncodedExample) new ExampleEncoder(model, Integer.MAX_VALUE).encode(example).item();
    return model.tokenizer().decode(encoded.tokenIds(), false);
  }
}
