package dev.attune.server.settings;

import dev.attune.protocol.ControlTokens;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code attune serve} as they are typed. */
@SuppressWarnings("NullAway.Init") // picocli fills in the defaults
public final class ServeOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on. 0.0.0.0 lets other machines in, once there is a key.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on; 0 takes any free one.")
  private int port;

  @Option(
      names = "--allowed-host",
      paramLabel = "NAME",
      split = ",",
      description = "Name that clients call this server by, beside localhost and addresses.")
  private Set<String> allowedHosts = new LinkedHashSet<>();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "./attune-data",
      description = "Folder of everything that is kept; one server at a time.")
  private Path dataDirectory;

  @Option(
      names = "--organization-name",
      paramLabel = "NAME",
      defaultValue = "personal",
      description = "Part of the names of tuned models; read on the first start only.")
  private String organizationName;

  @Option(
      names = "--alias",
      paramLabel = "NAME=BASE",
      split = ",",
      description = "Another name of a base model, such as gpt-4o-mini=starter.")
  private Map<String, String> aliases = new LinkedHashMap<>();

  @Option(
      names = "--max-running-jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Jobs that train at once; the others wait.")
  private int maxRunningJobs;

  @Option(
      names = "--max-loaded-models",
      paramLabel = "N",
      defaultValue = "2",
      description = "Whole models in memory at once; adapters of one share it.")
  private int maxLoadedModels;

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "Cores that jobs share and each loaded model may use. All when left out.")
  private @Nullable Integer cores;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description =
          "Where jobs train: cpu, a GPU such as cuda:0, or auto, which is the first GPU where there"
              + " is one.")
  private String device;

  @Option(
      names = "--job-memory-bytes",
      paramLabel = "N",
      description =
          "Memory that running jobs may need together. 70 %% of the machine's when left out.")
  private @Nullable Long jobMemoryBytes;

  @Option(
      names = "--checkpoint-every-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How often a job saves where it is; a crash costs at most so much work.")
  private int checkpointEverySeconds;

  @Option(
      names = "--control-tokens-in-messages",
      paramLabel = "WHAT",
      defaultValue = "recognized",
      converter = ControlTokensWord.class,
      description =
          "What control tokens that a message spells are: recognized, as in transformers, or plain text.")
  private ControlTokens controlTokens;

  @Option(
      names = "--sampling-weights",
      paramLabel = "FORMAT",
      defaultValue = "f32",
      description =
          "How models that answer lie in memory: f32 as they are, bf16 or int8 for less memory and"
              + " more speed; int8 changes answers of very small models noticeably.")
  private String samplingWeights;

  @Option(
      names = "--max-upload-bytes",
      paramLabel = "N",
      defaultValue = "8589934592",
      description = "Size of one uploaded file.")
  private long maxUploadBytes;

  @Option(
      names = "--max-chats",
      paramLabel = "N",
      defaultValue = "100",
      description = "Chat completions that one project may wait for at once.")
  private int maxChats;

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      defaultValue = "30000",
      description = "Chat completions that one key may ask for in a minute.")
  private int requestsPerMinute;

  @Option(
      names = "--tokens-per-minute",
      paramLabel = "N",
      defaultValue = "150000000",
      description = "Tokens of prompts and answers that one key may use in a minute.")
  private int tokensPerMinute;

  @Option(
      names = "--hub-endpoint",
      paramLabel = "URL",
      defaultValue = "https://huggingface.co",
      description = "Where 'attune models pull' takes models from.")
  private String hubEndpoint;

  @Option(
      names = "--hub-token",
      paramLabel = "TOKEN",
      description =
          "Secret for gated and private models; as a variable, other users do not see it.")
  private @Nullable String hubToken;

  @Option(
      names = "--webhook-addresses",
      paramLabel = "WHICH",
      defaultValue = "public",
      description =
          "Where webhooks may be sent: public addresses only, or any, this machine and its network"
              + " too.")
  private String webhookAddresses;

  @Option(
      names = "--wandb-key-file",
      paramLabel = "FILE",
      description =
          "File with the API key of Weights & Biases, for jobs that ask to be reported there. Such"
              + " jobs are refused when left out.")
  private @Nullable Path wandbKeyFile;

  @Option(
      names = "--wandb-base-url",
      paramLabel = "URL",
      defaultValue = "https://api.wandb.ai",
      description = "Where the API of Weights & Biases is; it gets the key.")
  private String wandbBaseUrl;

  @Option(
      names = "--mlflow-tracking-uri",
      paramLabel = "URL",
      description = "Server of MLflow in which every job becomes a run. None when left out.")
  private @Nullable String mlflowTrackingUri;

  @Option(
      names = "--mlflow-experiment",
      paramLabel = "NAME",
      defaultValue = "attune",
      description = "Experiment of MLflow that the runs are in; made when it is not there.")
  private String mlflowExperiment;

  @Option(
      names = "--mlflow-token-file",
      paramLabel = "FILE",
      description = "File with the bearer token of MLflow's server. None when left out.")
  private @Nullable Path mlflowTokenFile;

  @Option(
      names = "--tensorboard",
      paramLabel = "true/false",
      arity = "1",
      defaultValue = "false",
      description = "Whether every job has an event file of TensorBoard in its run directory.")
  private boolean tensorBoard;

  /**
   * What was typed, checked.
   *
   * @throws IllegalArgumentException with a sentence for whoever typed it
   */
  public ServerSettings settings() {
    return new ServerSettings(
        new ListenSettings(host, port, allowedHosts),
        new StoreSettings(dataDirectory, organizationName),
        new WorkSettings(
            maxRunningJobs,
            maxLoadedModels,
            cores == null ? Runtime.getRuntime().availableProcessors() : cores,
            device,
            jobMemoryBytes == null ? WorkSettings.usualJobMemory() : jobMemoryBytes,
            checkpointEverySeconds,
            controlTokens,
            WorkSettings.weights(samplingWeights),
            aliases),
        new LimitSettings(maxUploadBytes, maxChats, requestsPerMinute, tokensPerMinute),
        HubSettings.of(hubEndpoint, hubToken),
        WebhookAddresses.of(webhookAddresses),
        new TrackingSettings(
            WandbSettings.of(wandbBaseUrl, wandbKeyFile),
            MlflowSettings.of(mlflowTrackingUri, mlflowExperiment, mlflowTokenFile),
            tensorBoard));
  }
}
