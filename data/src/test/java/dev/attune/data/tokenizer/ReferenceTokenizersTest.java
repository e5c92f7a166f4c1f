package dev.attune.data.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Awkward texts, and what the library in Python makes of them. */
final class ReferenceTokenizersTest {
  @TestFactory
  Stream<DynamicTest> tokensAndTextsAreThoseOfTheReference() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String model : List.of("stories260K", "TinyStories-656K", "verl-digits")) {
      Tokenizer tokenizer = Tokenizer.load(SharedFolder.find("models", model, "tokenizer.json"));
      JsonNode reference =
          JsonMapper.shared()
              .readTree(
                  Files.readString(
                      SharedFolder.find("models", "reference", "tokenizer-" + model + ".json")));
      assertThat(tokenizer.vocabularySize()).isEqualTo(reference.get("vocab_size").intValue());
      for (JsonNode one : reference.get("cases")) {
        String text = one.get("text").stringValue();
        tests.add(DynamicTest.dynamicTest(model + ": " + text, () -> check(tokenizer, one)));
      }
    }
    return tests.stream();
  }

  private static void check(Tokenizer tokenizer, JsonNode one) {
    String text = one.get("text").stringValue();
    int[] ids = tokenizer.encode(text);
    assertThat(ids).isEqualTo(ids(one.get("ids_no_special")));
    assertThat(tokenizer.encodeWithOffsets(text).ids()).isEqualTo(ids);
    for (int i = 0; i < ids.length; i++) {
      // Where a control token took a blank with it, the reference shows the blank.
      assertThat(one.get("tokens").get(i).stringValue())
          .isIn(tokenizer.token(ids[i]), "▁" + tokenizer.token(ids[i]));
    }
    int[] all = ids(one.get("ids"));
    assertThat(tokenizer.decode(all, true))
        .isEqualTo(one.get("decoded_skip_special").stringValue());
    // Later releases of the library than ours set control tokens inside a text apart by blanks.
    if (Arrays.stream(ids).noneMatch(tokenizer::isSpecial)) {
      assertThat(tokenizer.decode(all, false)).isEqualTo(one.get("decoded_all").stringValue());
    }
    assertThat(TextStreams.collect(tokenizer, all, true)).isEqualTo(tokenizer.decode(all, true));
    assertThat(TextStreams.collect(tokenizer, all, false)).isEqualTo(tokenizer.decode(all, false));
  }

  private static int[] ids(JsonNode node) {
    return node.valueStream().mapToInt(JsonNode::intValue).toArray();
  }
}
