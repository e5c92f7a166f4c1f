package dev.attune.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.files.FileDeleted;
import com.openai.models.files.FileListPageResponse;
import com.openai.models.files.FileObject;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import com.openai.models.finetuning.jobs.JobListEventsPageResponse;
import com.openai.models.finetuning.jobs.JobListPageResponse;
import com.openai.models.finetuning.jobs.checkpoints.CheckpointListPageResponse;
import com.openai.models.finetuning.jobs.checkpoints.FineTuningJobCheckpoint;
import com.openai.models.models.Model;
import com.openai.models.models.ModelDeleted;
import com.openai.models.models.ModelListPageResponse;
import com.openai.models.uploads.Upload;
import com.openai.models.uploads.parts.UploadPart;
import dev.attune.wire.json.WireJson;
import org.junit.jupiter.api.Test;

/** Every answer read by OpenAI's own SDK with its validation on. */
final class AnswerSdkTest {
  private static final JsonMapper SDK = ObjectMappers.jsonMapper();

  @Test
  void filesAreValid() throws Exception {
    assertThat(read(Answers.FILE, FileObject.class).validate().filename()).isEqualTo("a.jsonl");
    assertThat(read(Answers.EXPIRING_FILE, FileObject.class).validate().expiresAt())
        .contains(1_700_003_600L);
    read(Answers.FILE_DELETED, FileDeleted.class).validate();
    assertThat(read(Answers.FILES, FileListPageResponse.class).validate().data()).hasSize(2);
    assertThat(read(Answers.NO_FILES, FileListPageResponse.class).validate().data()).isEmpty();
  }

  @Test
  void uploadsAreValid() throws Exception {
    assertThat(read(Answers.PENDING_UPLOAD, Upload.class).validate().file()).isEmpty();
    assertThat(
            read(Answers.COMPLETED_UPLOAD, Upload.class).validate().file().orElseThrow().filename())
        .isEqualTo("a.jsonl");
    read(Answers.PART, UploadPart.class).validate();
  }

  @Test
  void modelsAreValid() throws Exception {
    read(Answers.MODEL, Model.class).validate();
    read(Answers.MODELS, ModelListPageResponse.class).validate();
    read(Answers.MODEL_DELETED, ModelDeleted.class).validate();
  }

  @Test
  void jobsAreValid() throws Exception {
    FineTuningJob fresh = read(Answers.FRESH_JOB, FineTuningJob.class).validate();
    assertThat(fresh.hyperparameters().nEpochs().orElseThrow().isAuto()).isTrue();

    FineTuningJob done = read(Answers.DONE_JOB, FineTuningJob.class).validate();
    assertThat(done.hyperparameters().nEpochs().orElseThrow().asInteger()).isEqualTo(4);
    assertThat(done.trainedTokens()).contains(5_768L);

    FineTuningJob failed = read(Answers.FAILED_DPO_JOB, FineTuningJob.class).validate();
    assertThat(failed.error().orElseThrow().param()).contains("training_file");
    assertThat(failed.method().orElseThrow().dpo()).isPresent();
    assertThat(read(Answers.JOBS, JobListPageResponse.class).validate().data()).hasSize(2);
  }

  @Test
  void eventsAndCheckpointsAreValid() throws Exception {
    read(Answers.MESSAGE, FineTuningJobEvent.class).validate();
    read(Answers.METRICS, FineTuningJobEvent.class).validate();
    read(Answers.EVENTS, JobListEventsPageResponse.class).validate();
    assertThat(read(Answers.CHECKPOINT, FineTuningJobCheckpoint.class).validate().metrics().step())
        .contains(88.0);
    read(Answers.CHECKPOINTS, CheckpointListPageResponse.class).validate();
    read(Answers.NO_CHECKPOINTS, CheckpointListPageResponse.class).validate();
  }

  @Test
  void completionsAndChunksAreValid() throws Exception {
    ChatCompletion completion = read(Answers.COMPLETION, ChatCompletion.class).validate();
    assertThat(completion.choices().getFirst().message().content()).contains("hi");
    assertThat(completion.usage().orElseThrow().totalTokens()).isEqualTo(13);

    read(Answers.FIRST_CHUNK, ChatCompletionChunk.class).validate();
    read(Answers.NEXT_CHUNK, ChatCompletionChunk.class).validate();
    read(Answers.LAST_CHUNK, ChatCompletionChunk.class).validate();
    assertThat(read(Answers.USAGE_CHUNK, ChatCompletionChunk.class).validate().usage()).isPresent();
  }

  /** The control: validation does refuse. */
  @Test
  void pausedIsTheOneStatusThatTheSdkDoesNotKnow() throws Exception {
    FineTuningJob paused = read(Answers.PAUSED_JOB, FineTuningJob.class);

    assertThatThrownBy(paused::validate)
        .isInstanceOf(OpenAIInvalidDataException.class)
        .hasMessageContaining("Status");
  }

  private static <T> T read(Object answer, Class<T> type) throws Exception {
    return SDK.readValue(WireJson.text(answer), type);
  }
}
