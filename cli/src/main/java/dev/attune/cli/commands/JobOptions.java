package dev.attune.cli.commands;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.methods.DpoHyperparameters;
import com.openai.models.finetuning.methods.DpoMethod;
import com.openai.models.finetuning.methods.SupervisedHyperparameters;
import com.openai.models.finetuning.methods.SupervisedMethod;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Session;
import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What a new job is told. */
final class JobOptions {
  @Option(names = "--model", required = true, description = "A base or tuned model.")
  private String model = "";

  @Option(
      names = "--training-file",
      paramLabel = "ID|FILE",
      required = true,
      description = "An uploaded file, or one of this machine, which is uploaded first.")
  private String trainingFile = "";

  @Option(names = "--validation-file", paramLabel = "ID|FILE", description = "The same.")
  private @Nullable String validationFile;

  @Option(names = "--suffix", description = "Part of the tuned model's name.")
  private @Nullable String suffix;

  @Option(names = "--seed", description = "The same seed gives the same model.")
  private @Nullable Long seed;

  @Option(names = "--epochs", description = "1 to 50. Default: auto.")
  private @Nullable Long epochs;

  @Option(names = "--batch-size", description = "1 to 256. Default: auto.")
  private @Nullable Long batchSize;

  @Option(
      names = "--learning-rate-multiplier",
      paramLabel = "FACTOR",
      description = "Default: auto.")
  private @Nullable Double learningRateMultiplier;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "supervised",
      description = "supervised, or dpo for a file of preferred answers. Default: supervised.")
  private MethodName methodName = MethodName.supervised;

  @Option(names = "--beta", description = "Of dpo, above 0 to 2. Default: auto.")
  private @Nullable Double beta;

  @Option(names = "--metadata", paramLabel = "KEY=VALUE", description = "A note of your own.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @Option(
      names = "--attune",
      paramLabel = "KEY=VALUE",
      description = "What only Attune knows, such as tuning=full or learning_rate=0.002.")
  private Map<String, String> attune = new LinkedHashMap<>();

  /** The request, when files of this machine are uploaded. */
  JobCreateParams request(Session session, OpenAIClient client) {
    String trainingId = Uploads.idOf(session, client, trainingFile);
    Optional<String> validationId =
        Optional.ofNullable(validationFile).map(file -> Uploads.idOf(session, client, file));
    JobCreateParams.Builder request =
        JobCreateParams.builder()
            .model(model)
            .trainingFile(trainingId)
            .validationFile(validationId)
            .suffix(Optional.ofNullable(suffix))
            .seed(Optional.ofNullable(seed))
            .method(method());
    if (!metadata.isEmpty()) {
      request.putAdditionalBodyProperty("metadata", JsonValue.from(metadata));
    }
    if (!attune.isEmpty()) {
      request.putAdditionalBodyProperty("attune", JsonValue.from(ownOptions()));
    }
    return request.build();
  }

  /** As they are typed. */
  enum MethodName {
    supervised,
    dpo
  }

  private JobCreateParams.Method method() {
    return switch (methodName) {
      case supervised -> supervised();
      case dpo -> dpo();
    };
  }

  private JobCreateParams.Method dpo() {
    DpoHyperparameters.Builder numbers =
        DpoHyperparameters.builder().putAllAdditionalProperties(numbers());
    if (beta != null) {
      numbers.beta(beta);
    }
    return JobCreateParams.Method.builder()
        .type(JobCreateParams.Method.Type.DPO)
        .dpo(DpoMethod.builder().hyperparameters(numbers.build()).build())
        .build();
  }

  private JobCreateParams.Method supervised() {
    if (beta != null) {
      throw CliException.usage("--beta is of the method dpo. Add --method dpo, or leave it out.");
    }
    SupervisedHyperparameters numbers =
        SupervisedHyperparameters.builder().putAllAdditionalProperties(numbers()).build();
    return JobCreateParams.Method.builder()
        .type(JobCreateParams.Method.Type.SUPERVISED)
        .supervised(SupervisedMethod.builder().hyperparameters(numbers).build())
        .build();
  }

  /** Those that every method has; the SDK has a type for each method and none for these. */
  private Map<String, JsonValue> numbers() {
    Map<String, JsonValue> numbers = new LinkedHashMap<>();
    putIfSaid(numbers, "n_epochs", epochs);
    putIfSaid(numbers, "batch_size", batchSize);
    putIfSaid(numbers, "learning_rate_multiplier", learningRateMultiplier);
    return numbers;
  }

  private static void putIfSaid(
      Map<String, JsonValue> numbers, String name, @Nullable Number said) {
    if (said != null) {
      numbers.put(name, JsonValue.from(said));
    }
  }

  private Map<String, Object> ownOptions() {
    Map<String, Object> options = new LinkedHashMap<>();
    attune.forEach((name, value) -> options.put(name, json(name, value)));
    return options;
  }

  /** Numbers, booleans and lists are JSON; every other text is itself. */
  private static Object json(String name, String value) {
    if (value.matches("[a-z]+(:[0-9]+)?") && !value.equals("true") && !value.equals("false")) {
      return value;
    }
    try {
      JsonNode node = WireJson.parse(value, JsonLimits.SMALL);
      return WireJson.mapper().treeToValue(node, Object.class);
    } catch (ApiException e) {
      throw CliException.usage("--attune %s=%s is neither a word nor JSON".formatted(name, value));
    }
  }
}
