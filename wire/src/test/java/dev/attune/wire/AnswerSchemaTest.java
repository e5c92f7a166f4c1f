package dev.attune.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.wire.json.WireJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every answer against the schema that OpenAI publishes for it. */
final class AnswerSchemaTest {
  private static Optional<OpenAiSchemas> schemas = Optional.empty();

  @BeforeAll
  static void load() {
    schemas = OpenAiSchemas.find();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("OpenAIFile", Answers.FILE),
        Arguments.of("OpenAIFile", Answers.EXPIRING_FILE),
        Arguments.of("ListFilesResponse", Answers.FILES),
        Arguments.of("ListFilesResponse", Answers.NO_FILES),
        Arguments.of("DeleteFileResponse", Answers.FILE_DELETED),
        Arguments.of("Upload", Answers.PENDING_UPLOAD),
        Arguments.of("Upload", Answers.COMPLETED_UPLOAD),
        Arguments.of("UploadPart", Answers.PART),
        Arguments.of("Model", Answers.MODEL),
        Arguments.of("ListModelsResponse", Answers.MODELS),
        Arguments.of("DeleteModelResponse", Answers.MODEL_DELETED),
        Arguments.of("FineTuningJob", Answers.FRESH_JOB),
        Arguments.of("FineTuningJob", Answers.DONE_JOB),
        Arguments.of("FineTuningJob", Answers.FAILED_DPO_JOB),
        Arguments.of("ListPaginatedFineTuningJobsResponse", Answers.JOBS),
        Arguments.of("FineTuningJobEvent", Answers.MESSAGE),
        Arguments.of("FineTuningJobEvent", Answers.METRICS),
        Arguments.of("ListFineTuningJobEventsResponse", Answers.EVENTS),
        Arguments.of("FineTuningJobCheckpoint", Answers.CHECKPOINT),
        Arguments.of("ListFineTuningJobCheckpointsResponse", Answers.CHECKPOINTS),
        Arguments.of("ListFineTuningJobCheckpointsResponse", Answers.NO_CHECKPOINTS),
        Arguments.of("CreateChatCompletionResponse", Answers.COMPLETION),
        Arguments.of("CreateChatCompletionStreamResponse", Answers.FIRST_CHUNK),
        Arguments.of("CreateChatCompletionStreamResponse", Answers.NEXT_CHUNK),
        Arguments.of("CreateChatCompletionStreamResponse", Answers.LAST_CHUNK),
        Arguments.of("CreateChatCompletionStreamResponse", Answers.USAGE_CHUNK),
        Arguments.of("ErrorResponse", Answers.ERROR));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerFollowsItsSchema(String schema, Object answer) {
    assertThat(errors(schema, tree(answer))).isEmpty();
  }

  /** The control: were the schemas not applied, these would pass as well. */
  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerWithoutOneOfItsKeysDoesNot(String schema, Object answer) {
    List<String> required = List.of("object", "error", "id");
    ObjectNode broken = (ObjectNode) tree(answer);
    broken.remove(required.stream().filter(broken::has).toList());

    assertThat(errors(schema, broken)).isNotEmpty();
  }

  @Test
  void pausedIsTheOneStatusThatTheSchemaDoesNotKnow() {
    assertThat(errors("FineTuningJob", tree(Answers.PAUSED_JOB)))
        .singleElement()
        .asString()
        .contains("status");
  }

  private static JsonNode tree(Object answer) {
    return WireJson.mapper().readTree(WireJson.text(answer));
  }

  private static List<String> errors(String schema, JsonNode value) {
    assumeTrue(schemas.isPresent(), "OpenAI's schemas are not on this machine");
    return schemas.orElseThrow().errors(schema, value);
  }
}
