package dev.attune.wire;

import dev.attune.wire.chat.ChatCompletion;
import dev.attune.wire.chat.ChatCompletionChunk;
import dev.attune.wire.chat.FinishReason;
import dev.attune.wire.chat.Logprobs;
import dev.attune.wire.chat.ServiceTier;
import dev.attune.wire.chat.Usage;
import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.files.FileDeleted;
import dev.attune.wire.files.FileObject;
import dev.attune.wire.files.FileStatus;
import dev.attune.wire.files.Purpose;
import dev.attune.wire.finetuning.AttuneJob;
import dev.attune.wire.finetuning.AttuneOptions;
import dev.attune.wire.finetuning.AutoOr;
import dev.attune.wire.finetuning.FineTuningJob;
import dev.attune.wire.finetuning.FineTuningJobCheckpoint;
import dev.attune.wire.finetuning.FineTuningJobEvent;
import dev.attune.wire.finetuning.Hyperparameters;
import dev.attune.wire.finetuning.Integration;
import dev.attune.wire.finetuning.JobError;
import dev.attune.wire.finetuning.JobStatus;
import dev.attune.wire.finetuning.Method;
import dev.attune.wire.finetuning.StepMetrics;
import dev.attune.wire.lists.CursorPage;
import dev.attune.wire.lists.Listing;
import dev.attune.wire.lists.Page;
import dev.attune.wire.metadata.Metadata;
import dev.attune.wire.models.Model;
import dev.attune.wire.models.ModelDeleted;
import dev.attune.wire.uploads.UploadObject;
import dev.attune.wire.uploads.UploadPart;
import dev.attune.wire.uploads.UploadStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of every answer that the wire has. */
public final class Answers {
  public static final FileObject FILE =
      new FileObject(
          "file-1",
          120,
          1_700_000_000,
          null,
          "a.jsonl",
          Purpose.FINE_TUNE,
          FileStatus.PROCESSED,
          null);
  public static final FileObject EXPIRING_FILE =
      new FileObject(
          "file-2",
          1,
          1_700_000_000,
          1_700_003_600L,
          "b.bin",
          Purpose.USER_DATA,
          FileStatus.ERROR,
          "line 3 is not JSON");
  public static final CursorPage<FileObject> FILES =
      FileObject.page(new Page<>(List.of(FILE, EXPIRING_FILE), true));
  public static final CursorPage<FileObject> NO_FILES =
      FileObject.page(new Page<>(List.of(), false));
  public static final UploadObject PENDING_UPLOAD =
      new UploadObject(
          "upload_1",
          120,
          1_700_000_000,
          "a.jsonl",
          Purpose.FINE_TUNE,
          UploadStatus.PENDING,
          1_700_003_600,
          null);
  public static final UploadObject COMPLETED_UPLOAD =
      new UploadObject(
          "upload_2",
          120,
          1_700_000_000,
          "a.jsonl",
          Purpose.FINE_TUNE,
          UploadStatus.COMPLETED,
          1_700_003_600,
          FILE);
  public static final UploadPart PART = new UploadPart("part_1", 1_700_000_000, "upload_1");
  public static final FileDeleted FILE_DELETED = new FileDeleted("file-1", true);

  public static final Model MODEL = new Model("starter", 1_700_000_000, "system");
  public static final Listing<Model> MODELS = new Listing<>(List.of(MODEL));
  public static final ModelDeleted MODEL_DELETED = new ModelDeleted("starter", true);

  private static final Hyperparameters RESOLVED =
      new Hyperparameters(AutoOr.of(4), AutoOr.of(1), AutoOr.of(1.8));
  private static final AttuneOptions LORA =
      new AttuneOptions(
          AttuneOptions.Tuning.LORA,
          16,
          32.0,
          0.0,
          List.of("q_proj"),
          false,
          1e-4,
          AttuneOptions.Schedule.LINEAR,
          0.03,
          512,
          true,
          "cpu");

  public static final FineTuningJob FRESH_JOB = job(JobStatus.VALIDATING_FILES);
  public static final FineTuningJob PAUSED_JOB = job(JobStatus.PAUSED);
  public static final FineTuningJob DONE_JOB =
      new FineTuningJob(
          "ftjob-1",
          "starter",
          1_700_000_000,
          1_700_000_100L,
          null,
          "ft:starter:acme:x:abcdefgh",
          "org-1",
          List.of("file-9"),
          JobStatus.SUCCEEDED,
          "file-2",
          "file-1",
          5_768L,
          null,
          42,
          List.of(new Integration(new Integration.Wandb("p", null, null, List.of("a"), "ftjob-1"))),
          new Method.Supervised(RESOLVED),
          new Metadata(Map.of("key", "value")),
          new AttuneJob(
              LORA,
              "0a1b",
              3_000L,
              new AttuneJob.Asked(
                  new Method.Supervised(
                      new Hyperparameters(AutoOr.of(4), AutoOr.auto(), AutoOr.auto())),
                  AttuneOptions.NONE),
              null));
  public static final FineTuningJob FAILED_DPO_JOB =
      new FineTuningJob(
          "ftjob-2",
          "starter",
          1_700_000_000,
          1_700_000_100L,
          null,
          null,
          "org-1",
          List.of(),
          JobStatus.FAILED,
          null,
          "file-1",
          null,
          new JobError("invalid_n_examples", "Training file has 3 example(s)", "training_file"),
          0,
          List.of(),
          new Method.Dpo(RESOLVED, AutoOr.of(0.1)),
          null,
          new AttuneJob(AttuneOptions.NONE, null, null, null, null));
  public static final Page<FineTuningJob> JOBS = new Page<>(List.of(DONE_JOB, FRESH_JOB), false);

  public static final FineTuningJobEvent MESSAGE =
      new FineTuningJobEvent(
          "ftevent-1",
          1_700_000_000,
          FineTuningJobEvent.Level.INFO,
          "Fine-tuning job started",
          StepMetrics.NONE,
          FineTuningJobEvent.Type.MESSAGE);
  public static final FineTuningJobEvent METRICS =
      new FineTuningJobEvent(
          "ftevent-2",
          1_700_000_001,
          FineTuningJobEvent.Level.INFO,
          "Step 1/2: training loss=0.50",
          new StepMetrics(
              1,
              2,
              0.5,
              0.9,
              0.6,
              0.8,
              Double.NaN,
              null,
              null,
              null,
              null,
              new StepMetrics.Speed(1e-4, 0.7, 900.0, 3_000_000L)),
          FineTuningJobEvent.Type.METRICS);
  public static final Page<FineTuningJobEvent> EVENTS = new Page<>(List.of(METRICS, MESSAGE), true);

  public static final FineTuningJobCheckpoint CHECKPOINT =
      new FineTuningJobCheckpoint(
          "ftckpt_1",
          1_700_000_000,
          "ft:starter:acme:x:abcdefgi:ckpt-step-88",
          "ftjob-1",
          new StepMetrics(
              88, null, 0.478, 0.924, 10.112, 0.145, 0.567, 0.944, null, null, null, null),
          88);
  public static final CursorPage<FineTuningJobCheckpoint> CHECKPOINTS =
      CursorPage.of(new Page<>(List.of(CHECKPOINT), false), FineTuningJobCheckpoint::id);
  public static final CursorPage<FineTuningJobCheckpoint> NO_CHECKPOINTS =
      CursorPage.of(new Page<>(List.of(), false), FineTuningJobCheckpoint::id);

  private static final Logprobs LOGPROBS =
      Logprobs.of(
          List.of(
              new Logprobs.Chosen(
                  "hi",
                  -0.1,
                  List.of(104, 105),
                  List.of(
                      new Logprobs.Candidate("hi", -0.1, List.of(104, 105)),
                      new Logprobs.Candidate("?", Double.NEGATIVE_INFINITY, null)))));
  public static final ChatCompletion COMPLETION =
      new ChatCompletion(
          "chatcmpl-1",
          1_700_000_000,
          "starter",
          List.of(
              new ChatCompletion.Choice(
                  0, ChatCompletion.Message.of("hi"), LOGPROBS, FinishReason.STOP),
              new ChatCompletion.Choice(
                  1, ChatCompletion.Message.of("hello"), null, FinishReason.LENGTH)),
          Usage.of(9, 4, 0),
          ServiceTier.DEFAULT,
          "fp_1");

  public static final ChatCompletionChunk FIRST_CHUNK =
      chunk(
          new ChatCompletionChunk.Choice(0, ChatCompletionChunk.Delta.START, null, null),
          null,
          "r4N7vQ2m");
  public static final ChatCompletionChunk NEXT_CHUNK =
      chunk(
          new ChatCompletionChunk.Choice(0, ChatCompletionChunk.Delta.of("hi"), LOGPROBS, null),
          ChatCompletionChunk.UsageKey.NULL,
          null);
  public static final ChatCompletionChunk LAST_CHUNK =
      chunk(
          new ChatCompletionChunk.Choice(0, ChatCompletionChunk.Delta.END, null, FinishReason.STOP),
          ChatCompletionChunk.UsageKey.NULL,
          null);
  public static final ChatCompletionChunk USAGE_CHUNK =
      new ChatCompletionChunk(
          "chatcmpl-1",
          1_700_000_000,
          "starter",
          ServiceTier.DEFAULT,
          null,
          List.of(),
          new ChatCompletionChunk.UsageKey(Usage.of(9, 4, 0)),
          null);

  public static final ErrorBody ERROR = ErrorBody.of(ApiErrors.missingKey());

  private Answers() {}

  private static FineTuningJob job(JobStatus status) {
    return new FineTuningJob(
        "ftjob-3",
        "starter",
        1_700_000_000,
        null,
        null,
        null,
        "org-1",
        List.of(),
        status,
        null,
        "file-1",
        null,
        null,
        42,
        List.of(),
        new Method.Supervised(Hyperparameters.AUTO),
        null,
        new AttuneJob(AttuneOptions.NONE, null, null, null, null));
  }

  private static ChatCompletionChunk chunk(
      ChatCompletionChunk.Choice choice,
      ChatCompletionChunk.@Nullable UsageKey usage,
      @Nullable String obfuscation) {
    return new ChatCompletionChunk(
        "chatcmpl-1",
        1_700_000_000,
        "starter",
        ServiceTier.DEFAULT,
        null,
        List.of(choice),
        usage,
        obfuscation);
  }
}
