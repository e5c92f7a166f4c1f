package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of trainers and servers in the middle of jobs: the same job goes on by itself and
 * ends with the same numbers as one that nobody disturbed.
 */
@SuppressWarnings("NullAway.Init")
final class CrashTest {
  private static final int EPOCHS = 10;

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static Outcome undisturbed;

  /**
   * What a job ended with.
   *
   * @param losses by step, to the last digit
   * @param weights SHA-256 of the tuned model's file
   */
  private record Outcome(Map<Long, String> losses, String weights) {}

  @BeforeAll
  static void tuneUndisturbed() throws Exception {
    server = ServerProcess.start(folder);
    server.addStarterModel();
    String id = create();
    undisturbed = outcome(Samples.awaitEnd(server.client(), id));
    assertThat(undisturbed.losses()).hasSize(EPOCHS * 4);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aKilledTrainerIsFollowedByOneWithTheSameNumbers() throws Exception {
    String id = create();
    awaitSteps(id, 6);
    trainer(id).orElseThrow().destroyForcibly();
    awaitSteps(id, 14);
    trainer(id).orElseThrow().destroyForcibly();

    FineTuningJob job = Samples.awaitEnd(server.client(), id);

    assertThat(job.id()).isEqualTo(id);
    assertThat(outcome(job)).isEqualTo(undisturbed);
    assertThat(messages(id)).filteredOn(it -> it.contains("The trainer died")).hasSize(2);
  }

  @Test
  void aKilledServerLosesNothing() throws Exception {
    String id = create();
    awaitSteps(id, 5);
    long pid = trainer(id).orElseThrow().pid();
    server.kill();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent();
    server.restart();

    FineTuningJob job = Samples.awaitEnd(server.client(), id);

    assertThat(outcome(job)).isEqualTo(undisturbed);
    assertThat(messages(id)).noneMatch(it -> it.contains("The trainer died"));
  }

  @Test
  void serverAndTrainerKilledTogetherGoOnTogether() throws Exception {
    String id = create();
    awaitSteps(id, 9);
    ProcessHandle trainer = trainer(id).orElseThrow();
    server.kill();
    trainer.destroyForcibly();
    server.restart();

    assertThat(outcome(Samples.awaitEnd(server.client(), id))).isEqualTo(undisturbed);
  }

  @Test
  void aBackupFromTheMiddleOfAJobGoesOnElsewhereWithTheSameNumbers(@TempDir Path elsewhere)
      throws Exception {
    String id = create();
    awaitSteps(id, 9);
    Path backup = elsewhere.resolve("backup");
    Path data = elsewhere.resolve("data");
    ProcessHandle trainer = trainer(id).orElseThrow();
    signal(trainer, "STOP"); // else it may be done before the backup begins
    ServerProcess.attune("backup", backup.toString(), "--data-dir", folder.toString());
    signal(trainer, "CONT");
    assertThat(outcome(Samples.awaitEnd(server.client(), id))).isEqualTo(undisturbed);

    ServerProcess.attune("restore", backup.toString(), "--data-dir", data.toString());
    try (ServerProcess restored = ServerProcess.start(data)) {
      assertThat(losses(restored, id)).hasSizeLessThan(EPOCHS * 4);
      FineTuningJob job = Samples.awaitEnd(restored.client(), id);
      assertThat(outcome(restored, job)).isEqualTo(undisturbed);
    }
  }

  @Test
  void aServerKilledRightAfterTheAnswerKeepsTheJob() throws Exception {
    String id = create();
    server.kill();
    server.restart();

    assertThat(outcome(Samples.awaitEnd(server.client(), id))).isEqualTo(undisturbed);
  }

  @Test
  void threeDeathsOfTheTrainerFailTheJob() throws Exception {
    String id = create();
    for (int death = 1; death <= 3; death++) {
      ServerProcess.awaitTrue(() -> trainer(id).isPresent());
      ProcessHandle trainer = trainer(id).orElseThrow();
      trainer.destroyForcibly();
      trainer.onExit().join();
      ServerProcess.awaitTrue(
          () -> trainer(id).isPresent() || Samples.status(server.client(), id).equals("failed"));
    }

    FineTuningJob job = Samples.awaitEnd(server.client(), id);

    assertThat(job.error().orElseThrow().code()).isEqualTo("worker_lost");
  }

  /** The control: without the optimizer's state, going on gives other numbers. */
  @Test
  void theComparisonSeesWhenACheckpointLacksSomething() throws Exception {
    String id = create();
    awaitSteps(id, 9);
    ProcessHandle trainer = trainer(id).orElseThrow();
    server.kill();
    trainer.destroyForcibly();
    trainer.onExit().join();
    loseMoments(folder.resolve("runs").resolve(id).resolve("checkpoints"));
    server.restart();

    assertThat(outcome(Samples.awaitEnd(server.client(), id))).isNotEqualTo(undisturbed);
  }

  @Test
  void cancellingEndsTheTrainerWithinTenSeconds() {
    String id = create();
    awaitSteps(id, 3);
    ProcessHandle trainer = trainer(id).orElseThrow();
    long start = System.nanoTime();

    server.client().fineTuning().jobs().cancel(id);
    trainer.onExit().join();

    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
  }

  private static String create() {
    OpenAIClient client = server.client();
    return client.fineTuning().jobs().create(Samples.job(client, EPOCHS).build()).id();
  }

  private static void awaitSteps(String id, int steps) {
    ServerProcess.awaitTrue(() -> losses(id).size() >= steps);
  }

  private static Outcome outcome(FineTuningJob job) throws Exception {
    return outcome(server, job);
  }

  private static Outcome outcome(ServerProcess of, FineTuningJob job) throws Exception {
    assertThat(job.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
    return new Outcome(losses(of, job.id()), weights(of.data(), job.id()));
  }

  private static void signal(ProcessHandle process, String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private static Map<Long, String> losses(String id) {
    return losses(server, id);
  }

  private static Map<Long, String> losses(ServerProcess of, String id) {
    Map<Long, String> losses = new TreeMap<>();
    for (FineTuningJobEvent event : of.client().fineTuning().jobs().listEvents(id).autoPager()) {
      Map<?, ?> data = event._data().convert(Map.class);
      if (data != null && data.get("step") instanceof Number step) {
        String before = losses.put(step.longValue(), String.valueOf(data.get("train_loss")));
        assertThat(before).as("step %s is told once", step).isNull();
      }
    }
    return losses;
  }

  private static List<String> messages(String id) {
    List<String> messages = new ArrayList<>();
    server
        .client()
        .fineTuning()
        .jobs()
        .listEvents(id)
        .autoPager()
        .forEach(event -> messages.add(event.message()));
    return messages;
  }

  private static String weights(Path data, String id) throws IOException, NoSuchAlgorithmException {
    Path last;
    try (Stream<Path> steps = Files.list(data.resolve("models").resolve(id))) {
      last = steps.sorted().toList().getLast();
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of()
        .formatHex(digest.digest(Files.readAllBytes(last.resolve("adapter_model.safetensors"))));
  }

  private static Optional<ProcessHandle> trainer(String id) {
    return ProcessHandle.allProcesses()
        .filter(it -> it.info().commandLine().orElse("").contains("TrainerMain"))
        .filter(it -> it.info().commandLine().orElse("").contains(id))
        .findFirst();
  }

  /**
   * Makes the optimizer of every whole checkpoint one that has seen nothing, with a right manifest.
   * A trainer may have been killed while it wrote one more, which has no name yet.
   */
  private static void loseMoments(Path checkpoints) throws Exception {
    try (Stream<Path> folders = Files.list(checkpoints)) {
      for (Path checkpoint : folders.filter(CrashTest::isWhole).toList()) {
        Path moments = checkpoint.resolve("optimizer.safetensors");
        byte[] bytes = Files.readAllBytes(moments);
        int header =
            8 + java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt();
        String before = sha256(bytes);
        java.util.Arrays.fill(bytes, header, bytes.length, (byte) 0);
        Files.write(moments, bytes);
        Path manifest = checkpoint.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(before, sha256(bytes)));
      }
    }
  }

  private static boolean isWhole(Path checkpoint) {
    return checkpoint.getFileName().toString().matches("step-\\d+");
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
