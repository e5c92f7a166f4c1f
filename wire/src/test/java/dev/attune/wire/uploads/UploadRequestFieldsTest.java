package dev.attune.wire.uploads;

import static dev.attune.wire.json.Mutations.Kind.ARRAY;
import static dev.attune.wire.json.Mutations.Kind.INTEGER;
import static dev.attune.wire.json.Mutations.Kind.OBJECT;
import static dev.attune.wire.json.Mutations.Kind.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.files.Purpose;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.Mutations;
import dev.attune.wire.json.Mutations.Mutation;
import dev.attune.wire.json.WireJson;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every field of the requests of an upload, wrong in every way. */
final class UploadRequestFieldsTest {
  private static final long MOST = 8L << 30;

  private static final Mutations CREATE =
      new Mutations(
          """
          {'filename':'train.jsonl','purpose':'fine-tune','bytes':120,'mime_type':'text/jsonl',
           'expires_after':{'anchor':'created_at','seconds':3600}}
          """,
          body -> CreateUpload.read(body, MOST));
  private static final Mutations COMPLETE =
      new Mutations(
          "{'part_ids':['part_1'],'md5':'d41d8cd98f00b204e9800998ecf8427e'}", CompleteUpload::read);

  static Stream<Mutation> creations() {
    return Stream.of(
            CREATE.of("filename", true, STRING),
            CREATE.of("purpose", true, STRING),
            CREATE.edges(
                "purpose",
                List.of("'assistants'", "'batch'", "'vision'"),
                List.of("'fine-tune-results'", "'user_data'", "'evals'")),
            CREATE.of("bytes", true, INTEGER),
            CREATE.edges("bytes", List.of("0", "8589934592"), List.of("-1", "8589934593")),
            CREATE.of("mime_type", true, STRING),
            CREATE.of("expires_after", false, OBJECT),
            CREATE.of("expires_after.anchor", true, STRING),
            CREATE.of("expires_after.seconds", true, INTEGER),
            CREATE.edges(
                "expires_after.seconds", List.of("3600", "2592000"), List.of("3599", "2592001")),
            CREATE.unknownIn("", "expires_after"))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> completions() {
    return Stream.of(
            COMPLETE.of("part_ids", true, ARRAY),
            COMPLETE.edges("part_ids", List.of("[]"), List.of()),
            COMPLETE.presentOnly("part_ids[0]", STRING),
            COMPLETE.of("md5", false, STRING),
            COMPLETE.edges(
                "md5",
                List.of("'D41D8CD98F00B204E9800998ECF8427E'"),
                List.of("'1B2M2Y8AsgTpgAmY7PhCfg=='", "'d41d8cd98f00b204e9800998ecf8427'")),
            COMPLETE.unknownIn(""))
        .flatMap(Function.identity());
  }

  @ParameterizedTest
  @MethodSource("creations")
  void aWrongFieldOfACreationIsNamed(Mutation mutation) {
    CREATE.check(mutation);
  }

  @ParameterizedTest
  @MethodSource("completions")
  void aWrongFieldOfACompletionIsNamed(Mutation mutation) {
    COMPLETE.check(mutation);
  }

  @Test
  void aRequestIsWhatItSays() {
    JsonNode creation = json(CREATE.base());

    assertThat(CreateUpload.read(creation, MOST))
        .isEqualTo(new CreateUpload("train.jsonl", Purpose.FINE_TUNE, 120, "text/jsonl", 3_600));
    assertThat(CompleteUpload.read(json("{'part_ids':['b','a'],'md5':null}")))
        .isEqualTo(new CompleteUpload(List.of("b", "a"), null));
    assertThat(CompleteUpload.read(json("{'part_ids':[],'md5':'" + "AB".repeat(16) + "'}")).md5())
        .isEqualTo("ab".repeat(16));
  }

  @Test
  void aFileOfABatchIsKeptForThirtyDaysUnlessItSaysOtherwise() {
    String batch = "{'filename':'f','purpose':'batch','bytes':1,'mime_type':'t'}";

    assertThat(CreateUpload.read(json(batch), MOST).expiresAfterSeconds()).isEqualTo(2_592_000);
    assertThat(
            CreateUpload.read(json(batch.replace("batch", "vision")), MOST).expiresAfterSeconds())
        .isNull();
  }

  private static JsonNode json(String text) {
    return WireJson.parse(text.replace('\'', '"'), JsonLimits.SMALL);
  }
}
