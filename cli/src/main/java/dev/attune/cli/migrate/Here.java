package dev.attune.cli.migrate;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.jobs.JobListParams;
import com.openai.models.models.Model;
import dev.attune.wire.json.WireJson;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** This server, as a migration needs it. */
final class Here {
  private static final String OLD_ID = "openai_job_id";
  private static final String OLD_MODEL = "openai_model";
  private static final Set<FineTuningJob.Status> LOST =
      Set.of(FineTuningJob.Status.FAILED, FineTuningJob.Status.CANCELLED);

  private final OpenAIClient client;
  private final boolean keepsIntegrations;

  Here(OpenAIClient client, boolean keepsIntegrations) {
    this.client = client;
    this.keepsIntegrations = keepsIntegrations;
  }

  Set<String> models() {
    return client.models().list().data().stream().map(Model::id).collect(Collectors.toSet());
  }

  FineTuningJob job(String id) {
    return client.fineTuning().jobs().retrieve(id);
  }

  /** The newest that was made of an old job and did not fail; it may not have been noted. */
  Optional<String> madeOf(OldJob old) {
    JobListParams query =
        JobListParams.builder()
            .metadata(
                JobListParams.Metadata.builder().putAdditionalProperty(OLD_ID, old.id()).build())
            .build();
    try (Stream<FineTuningJob> jobs = client.fineTuning().jobs().list(query).autoPager().stream()) {
      return jobs.filter(job -> !LOST.contains(job.status())).map(FineTuningJob::id).findFirst();
    }
  }

  /** Sends a file under its own name, and returns its id here. */
  String upload(OldFile file, InputStream content) {
    FileCreateParams request =
        FileCreateParams.builder()
            .file(
                MultipartField.<InputStream>builder()
                    .value(content)
                    .filename(file.safeName())
                    .build())
            .purpose(FilePurpose.FINE_TUNE)
            .build();
    return client.files().create(request).id();
  }

  /** Makes a job and returns its id here. */
  String create(OldJob old, String model, String trainingFile, Optional<String> validationFile) {
    JobCreateParams.Builder request =
        JobCreateParams.builder()
            .model(model)
            .trainingFile(trainingFile)
            .validationFile(validationFile)
            .suffix(old.suffix())
            .seed(old.seed())
            .method(method(old.method()))
            .putAdditionalBodyProperty("metadata", JsonValue.from(origin(old)));
    if (keepsIntegrations && old.reports()) {
      request.putAdditionalBodyProperty("integrations", integrations(old));
    }
    return client.fineTuning().jobs().create(request.build()).id();
  }

  private static Map<String, String> origin(OldJob old) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put(OLD_ID, old.id());
    origin.put(OLD_MODEL, old.tunedModel().orElse(old.model()));
    return origin;
  }

  /** Both methods keep their numbers under their own name. */
  private static JobCreateParams.Method method(OldJob.Method method) {
    return JobCreateParams.Method.builder()
        .type(JobCreateParams.Method.Type.of(method.type()))
        .putAdditionalProperty(
            method.type(), JsonValue.from(Map.of("hyperparameters", method.numbers())))
        .build();
  }

  private static JsonValue integrations(OldJob old) {
    return JsonValue.from(WireJson.mapper().treeToValue(old.integrations(), Object.class));
  }
}
