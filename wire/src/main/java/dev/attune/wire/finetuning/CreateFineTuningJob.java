package dev.attune.wire.finetuning;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.metadata.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request for a job.
 *
 * @param model a base model, a tuned one, or an alias
 * @param trainingFile the id of an uploaded file
 * @param validationFile the id of another, or null
 * @param method with the deprecated top-level {@code hyperparameters} wherever it says {@code auto}
 * @param suffix part of the tuned model's name, 1 to 64 characters, or null
 * @param seed null when the platform picks one
 * @param attune what only Attune knows
 */
public record CreateFineTuningJob(
    String model,
    String trainingFile,
    @Nullable String validationFile,
    Method method,
    @Nullable String suffix,
    @Nullable Integer seed,
    List<Integration> integrations,
    @Nullable Metadata metadata,
    AttuneOptions attune) {
  private static final int NAME_LENGTH = 256;
  private static final int SUFFIX_LENGTH = 64;
  private static final int INTEGRATIONS = 5;

  public CreateFineTuningJob {
    integrations = List.copyOf(integrations);
  }

  /** Reads a body strictly. */
  public static CreateFineTuningJob read(JsonNode body) {
    return JsonObject.read(body, CreateFineTuningJob::read);
  }

  private static CreateFineTuningJob read(JsonObject o) {
    return new CreateFineTuningJob(
        o.required("model").string(NAME_LENGTH),
        o.required("training_file").string(NAME_LENGTH),
        o.optional("validation_file").map(f -> f.string(NAME_LENGTH)).orElse(null),
        method(o),
        o.optional("suffix").map(f -> f.string(SUFFIX_LENGTH)).orElse(null),
        o.optional("seed").map(f -> f.integer(0, Integer.MAX_VALUE)).orElse(null),
        o.optional("integrations").map(CreateFineTuningJob::integrations).orElse(List.of()),
        o.optional("metadata").map(Metadata::read).orElse(null),
        o.optional("attune").map(AttuneOptions::read).orElse(AttuneOptions.NONE));
  }

  private static Method method(JsonObject o) {
    Hyperparameters older =
        o.optional("hyperparameters").map(Hyperparameters::read).orElse(Hyperparameters.AUTO);
    Method method =
        o.optional("method").map(Method::read).orElse(new Method.Supervised(Hyperparameters.AUTO));
    return method.with(method.hyperparameters().or(older));
  }

  private static List<Integration> integrations(JsonField field) {
    return field.listUpTo(INTEGRATIONS, Integration::read);
  }
}
