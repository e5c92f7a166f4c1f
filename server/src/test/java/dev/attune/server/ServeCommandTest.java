package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.SamplerSpec;
import dev.attune.server.settings.EnvironmentSettings;
import dev.attune.server.settings.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator types, and the one sentence that it gets when it is wrong. */
@SuppressWarnings("NullAway.Init")
final class ServeCommandTest {
  @TempDir private Path folder;

  @Test
  void theCommandLineFindsTheServer() {
    assertThat(ServiceLoader.load(ToolProvider.class).stream().map(it -> it.get().name()))
        .contains("attune-serve");
  }

  @Test
  void withoutWordsItListensOnThisMachineOnly() {
    ServerSettings settings = settingsOf(Map.of());

    assertThat(settings.listen().host()).isEqualTo("127.0.0.1");
    assertThat(settings.listen().port()).isEqualTo(8080);
    assertThat(settings.store().dataDirectory()).isEqualTo(Path.of("./attune-data"));
    assertThat(settings.store().organizationName()).isEqualTo("personal");
    assertThat(settings.work().maxRunningJobs()).isEqualTo(1);
    assertThat(settings.work().cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.work().aliases()).isEmpty();
    assertThat(settings.limits().uploadBytes()).isEqualTo(8L << 30);
    assertThat(settings.hub().endpoint()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(settings.hub().token()).isNull();
  }

  @Test
  void everyOptionHasItsPlace() throws IOException {
    ServerSettings settings =
        settingsOf(
            Map.of(),
            "--host=::1",
            "--port=1",
            "--allowed-host=A,b",
            "--allowed-host=c",
            "--data-dir=d",
            "--organization-name=acme",
            "--alias=x=y",
            "--alias=z=y",
            "--max-running-jobs=2",
            "--max-loaded-models=3",
            "--sampling-weights=int8",
            "--cores=4",
            "--device=cuda:1",
            "--job-memory-bytes=8",
            "--checkpoint-every-seconds=5",
            "--control-tokens-in-messages=plain",
            "--max-upload-bytes=6",
            "--max-chats=7",
            "--requests-per-minute=8",
            "--tokens-per-minute=9",
            "--hub-endpoint=https://hub.example/mirror/",
            "--hub-token=hf_secret",
            "--webhook-addresses=any",
            "--wandb-key-file=" + Files.writeString(folder.resolve("key"), " wb_secret\n"),
            "--wandb-base-url=https://wandb.example/",
            "--mlflow-tracking-uri=http://mlflow.example:5000",
            "--mlflow-experiment=ours",
            "--mlflow-token-file=" + Files.writeString(folder.resolve("token"), "ml_secret"),
            "--tensorboard=true");

    assertThat(settings)
        .isEqualTo(
            new ServerSettings(
                new dev.attune.server.settings.ListenSettings("::1", 1, Set.of("a", "b", "c")),
                new dev.attune.server.settings.StoreSettings(Path.of("d"), "acme"),
                new dev.attune.server.settings.WorkSettings(
                    2,
                    3,
                    4,
                    "cuda:1",
                    8,
                    5,
                    ControlTokens.PLAIN,
                    SamplerSpec.Weights.INT8,
                    Map.of("x", "y", "z", "y")),
                new dev.attune.server.settings.LimitSettings(6, 7, 8, 9),
                new dev.attune.server.settings.HubSettings(
                    URI.create("https://hub.example/mirror"), "hf_secret"),
                dev.attune.server.settings.WebhookAddresses.ANY,
                new dev.attune.server.settings.TrackingSettings(
                    Optional.of(
                        new dev.attune.server.settings.WandbSettings(
                            URI.create("https://wandb.example"), "wb_secret")),
                    Optional.of(
                        new dev.attune.server.settings.MlflowSettings(
                            URI.create("http://mlflow.example:5000"), "ours", "ml_secret")),
                    true)));
    assertThat(settings.toString())
        .contains("***")
        .doesNotContain("hf_secret")
        .doesNotContain("wb_secret")
        .doesNotContain("ml_secret");
  }

  @Test
  void theEnvironmentSaysWhatTheCommandDoesNot() {
    Map<String, String> environment =
        Map.of(
            "ATTUNE_PORT",
            "1",
            "ATTUNE_ALIAS",
            "a=b,c=d",
            "ATTUNE_API_KEY",
            "of the command",
            "HOME",
            "x");

    assertThat(settingsOf(environment).listen().port()).isEqualTo(1);
    assertThat(settingsOf(environment).work().aliases()).containsOnlyKeys("a", "c");
    assertThat(settingsOf(environment, "--port", "2").listen().port()).isEqualTo(2);
  }

  @Test
  void aVariableThatIsNoSettingFailsTheStart() {
    Result result = run(Map.of("ATTUNE_MAX_RUNING_JOBS", "2"), ServeCommandTest::never);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("There is no setting ATTUNE_MAX_RUNING_JOBS.")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--prot=1",
        "stray",
        "--port=x",
        "--port=-1",
        "--port=65536",
        "--host=no.such.host.invalid",
        "--max-running-jobs=0",
        "--max-loaded-models=0",
        "--sampling-weights=f16",
        "--cores=0",
        "--checkpoint-every-seconds=0",
        "--max-upload-bytes=0",
        "--max-chats=0",
        "--control-tokens-in-messages=maybe",
        "--organization-name=a:b",
        "--alias=x",
        "--alias=ft:x=y",
        "--alias==y",
        "--hub-endpoint=huggingface.co",
        "--hub-endpoint=file:///etc",
        "--hub-endpoint=https://me:secret@hub.example",
        "--wandb-base-url=api.wandb.ai",
        "--wandb-key-file=/no/such/file",
        "--wandb-key-file=/dev/null",
        "--mlflow-tracking-uri=databricks",
        "--tensorboard=maybe",
        "--hub-token=two words"
      })
  void whatIsTypedWrongIsNamedInOneSentence(String option) {
    Result result = run(Map.of(), ServeCommandTest::never, option);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(option.split("=", 2)[0]).hasLineCount(1);
  }

  @Test
  void helpNamesEveryOption() {
    Result result = run(Map.of(), ServeCommandTest::never, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("--port", "--data-dir", "ATTUNE_DATA_DIR");
  }

  @Test
  void helpIsAllThatIsPrinted() {
    PrintStream before = System.err;
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
    try {
      run(Map.of(), ServeCommandTest::never, "--help");
    } finally {
      System.setErr(before);
    }
    assertThat(complaints.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result = start("--port", Integer.toString(taken.getLocalPort()));

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err())
          .startsWith("Port %d of 127.0.0.1 cannot be taken".formatted(taken.getLocalPort()))
          .hasLineCount(1);
    }
  }

  @Test
  void aDataDirectoryThatAnotherServerUsesIsOneSentence() {
    try (TestServer _ = TestServer.start(folder)) {
      Result result = start("--port", "0");

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains(folder.toString(), "another server").hasLineCount(1);
    }
  }

  @Test
  void aDatabaseThatCannotBeReadIsOneSentence() throws IOException {
    TestServer.start(folder).close();
    Files.write(
        folder.resolve("attune.db"), "nonsense".repeat(2000).getBytes(StandardCharsets.UTF_8));

    Result result = start("--port", "0");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("attune.db").hasLineCount(1);
  }

  @Test
  void withoutAKeyNoOtherMachineIsLetIn() {
    Result refused = start("--port", "0", "--host", "0.0.0.0");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("no API key", "--host 127.0.0.1").hasLineCount(1);
  }

  @Test
  void withAKeyOtherMachinesAreLetIn() {
    TestServer.start(folder).close();

    try (Server open =
        Server.start(TestServer.settings(folder, "--host", "0.0.0.0"), TestServer.workers())) {
      assertThat(open.firstKey()).isEmpty();
      assertThat(new Client(open.http().port(), "").get("/v1/models").status()).isEqualTo(401);
    }
  }

  @Test
  void theFirstStartSaysTheKeyOnceAndLaterOnesDoNot() throws IOException {
    String secret;
    try (Server first = Server.start(TestServer.settings(folder), TestServer.workers())) {
      secret = first.firstKey().orElseThrow().secret();
      String said = String.join("\n", Greeting.of(first));

      assertThat(said).containsOnlyOnce(secret).contains(first.baseUrl().toString(), "curl");
      assertThat(Files.readString(folder.resolve("first-key")).strip()).isEqualTo(secret);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("first-key"))))
          .isEqualTo("rw-------");
    }
    try (Server second = Server.start(TestServer.settings(folder), TestServer.workers())) {
      assertThat(Greeting.of(second)).hasSize(1);
      assertThat(new Client(second.http().port(), secret).get("/v1/models").status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,127.0.0.1", "localhost,localhost", "::1,[::1]", "0.0.0.0,127.0.0.1"})
  void theUrlIsOneThatAClientCanUse(String host, String shown) {
    TestServer.start(folder).close();

    try (Server server =
        Server.start(TestServer.settings(folder, "--host", host), TestServer.workers())) {
      assertThat(server.baseUrl().toString())
          .isEqualTo("http://%s:%d/v1".formatted(shown, server.http().port()));
    }
  }

  @Test
  void anInstallationWithoutWorkersIsOneSentence() {
    Result result =
        run(Map.of(), settings -> Server.start(settings, WorkerPrograms.in(folder)), "--port", "0");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("attune-worker.jar").hasLineCount(1);
  }

  private record Result(int exitCode, String out, String err) {}

  /** A start that must fail. */
  private Result start(String... options) {
    List<String> all = new ArrayList<>(List.of("--data-dir", folder.toString()));
    all.addAll(List.of(options));
    return run(
        Map.of(),
        settings -> Server.start(settings, TestServer.workers()),
        all.toArray(String[]::new));
  }

  private static Result run(
      Map<String, String> environment, Function<ServerSettings, Server> start, String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ServeCommand.line(new EnvironmentSettings(environment), start)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(options);
    return new Result(exitCode, out.toString(), err.toString());
  }

  private static ServerSettings settingsOf(Map<String, String> environment, String... options) {
    List<ServerSettings> seen = new ArrayList<>();
    run(
        environment,
        settings -> {
          seen.add(settings);
          throw new StartException("That was all.");
        },
        options);
    assertThat(seen).hasSize(1);
    return seen.getFirst();
  }

  private static Server never(ServerSettings settings) {
    throw new AssertionError("It was started with " + settings);
  }
}
