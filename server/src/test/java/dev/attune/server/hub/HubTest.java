package dev.attune.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.server.settings.HubSettings;
import dev.attune.wire.errors.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls against a hub that fails as real ones do. */
@SuppressWarnings("NullAway.Init")
final class HubTest {
  private static final String WEIGHTS = "model.safetensors";
  private static final Patience QUICK =
      new Patience(3, Duration.ofMillis(1), Duration.ofMillis(300));

  @TempDir private Path data;
  private final FakeHub fake = new FakeHub();
  private final PullProgress progress = new PullProgress();
  private Hub hub;

  @BeforeEach
  void start() {
    hub = new Hub(new HubSettings(fake.endpoint(), "hf_secret"), QUICK, data);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void aModelComesWholeAndNothingBesideIt() throws Exception {
    fake.put("README.md", "x")
        .put("modeling_tiny.py", "x")
        .put("pytorch_model.bin", "x")
        .put("consolidated.safetensors", "x")
        .put("onnx/model.safetensors", "x")
        .put("../../escape.safetensors", "x")
        .put("model.safetensors.index.json.exe", "x");

    Path folder = pull();

    assertThat(folder).isEqualTo(data.resolve("hub/some-owner--Tiny.Model/" + FakeHub.COMMIT));
    assertThat(names(folder))
        .containsExactly("config.json", "generation_config.json", WEIGHTS, "tokenizer.json");
    assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(fake.content(WEIGHTS));
    assertThat(progress.changes())
        .contains(new FileProgress(WEIGHTS, 652_040, 652_040))
        .allSatisfy(file -> assertThat(file.done()).isEqualTo(file.total()));
    assertThat(fake.asked(WEIGHTS)).hasSize(1);
  }

  @Test
  void whatIsHereIsNotAskedForAgain() throws Exception {
    pull();
    pull();

    assertThat(fake.asked(WEIGHTS)).hasSize(1);
    assertThat(fake.asked("/config.json")).hasSize(1);
    assertThat(fake.asked("/revision/main")).hasSize(2);
  }

  @Test
  void aCutConnectionIsGoneOnWithWhereItBroke() throws Exception {
    fake.once(WEIGHTS, FakeHub.cutAfter(400_000));

    Path folder = pull();

    assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(fake.content(WEIGHTS));
    assertThat(fake.asked(WEIGHTS)).hasSize(2);
    assertThat(fake.asked(WEIGHTS).getLast().range()).matches("bytes=[1-9]\\d{3,5}-");
  }

  @Test
  void aLaterPullGoesOnWithWhatAnEarlierOneLeft() throws Exception {
    Path folder = Files.createDirectories(data.resolve(place()));
    byte[] whole = fake.content(WEIGHTS);
    Files.write(folder.resolve(WEIGHTS + ".part"), Arrays.copyOf(whole, 600_000));

    pull();

    assertThat(fake.asked(WEIGHTS).getFirst().range()).isEqualTo("bytes=600000-");
    assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(whole);
    assertThat(names(folder)).doesNotContain(WEIGHTS + ".part");
  }

  /** The control of the test above: what was there counts, so it is proven with the rest. */
  @Test
  void whatAnEarlierPullLeftIsProvenToo() throws Exception {
    Path folder = Files.createDirectories(data.resolve(place()));
    Files.write(folder.resolve(WEIGHTS + ".part"), new byte[600_000]);

    assertThatThrownBy(this::pull).hasMessageContaining(WEIGHTS + " did not come as the hub");
    assertThat(names(folder)).doesNotContain(WEIGHTS, WEIGHTS + ".part");

    pull();
    assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(fake.content(WEIGHTS));
  }

  @Test
  void aHubThatDoesNotSendRangesSendsTheWholeFileAgain() throws Exception {
    Path folder = Files.createDirectories(data.resolve(place()));
    Files.write(folder.resolve(WEIGHTS + ".part"), new byte[600_000]);
    fake.always(WEIGHTS, FakeHub.body(fake.content(WEIGHTS)));

    assertThat(pull().resolve(WEIGHTS)).hasBinaryContent(fake.content(WEIGHTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {WEIGHTS, "tokenizer.json"})
  void aFileWithAnotherChecksumIsDeletedAndNamed(String name) {
    byte[] other = fake.content(name).clone();
    other[other.length / 2] ^= 1;
    fake.always(name, FakeHub.body(other));

    assertThatThrownBy(this::pull)
        .isInstanceOf(ApiException.class)
        .hasMessageContaining(name + " did not come as the hub describes it");
    assertThat(data.resolve(place()).resolve(name)).doesNotExist();
    assertThat(data.resolve(place()).resolve(name + ".part")).doesNotExist();
  }

  @Test
  void aFileThatIsLongerThanTheHubSaidIsNotReadToItsEnd() {
    byte[] longer = Arrays.copyOf(fake.content(WEIGHTS), 700_000);
    fake.always(WEIGHTS, FakeHub.body(longer));

    assertThatThrownBy(this::pull).hasMessageContaining(WEIGHTS + " did not come as the hub");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aHubThatIsBusyIsAskedAgain(int status) throws Exception {
    fake.once("/revision/main", FakeHub.status(status)).once(WEIGHTS, FakeHub.status(status));

    assertThat(pull().resolve(WEIGHTS)).hasBinaryContent(fake.content(WEIGHTS));
  }

  @Test
  void aHubThatStaysBusyIsGivenUpAfterAWhile() {
    fake.always(WEIGHTS, FakeHub.status(503));

    assertThatThrownBy(this::pull).hasMessageContaining("What has come is kept");
    assertThat(fake.asked(WEIGHTS)).hasSize(3);
  }

  @Test
  void aHubThatFallsSilentIsAskedAgain() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    fake.once(
        WEIGHTS,
        (exchange, content) -> {
          FakeHub.cutAfter(100_000).make(exchange, content);
          await(end);
        });

    assertThat(pull().resolve(WEIGHTS)).hasBinaryContent(fake.content(WEIGHTS));
    end.countDown();
    assertThat(fake.asked(WEIGHTS)).hasSize(2);
  }

  @Test
  void pickleIsRefusedWithTheWayOut() {
    fake.remove(WEIGHTS).put("pytorch_model.bin", "x");

    assertThatThrownBy(this::pull)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("only pickles such as pytorch_model.bin")
        .hasMessageContaining("save_pretrained");
    assertThat(fake.asked("pytorch_model.bin")).isEmpty();
  }

  @Test
  void aModelThatNeedsItsOwnCodeIsRefusedBeforeItsWeightsCome() {
    fake.put("config.json", "{\"auto_map\":{\"AutoModel\":\"modeling_tiny.Tiny\"}}");

    assertThatThrownBy(this::pull).hasMessageContaining("its config.json has auto_map");
    assertThat(fake.asked(WEIGHTS)).isEmpty();
  }

  @Test
  void whatIsNoModelIsRefused() {
    fake.remove("config.json");

    assertThatThrownBy(this::pull).hasMessageContaining("has no config.json");
  }

  @Test
  void aModelThatTheDiskHasNoRoomForIsRefusedBeforeAnythingComes() {
    fake.always(
        "/revision/main",
        FakeHub.body(
            """
            {"sha":"%1$s","siblings":[
              {"rfilename":"config.json","size":2,"blobId":"%1$s"},
              {"rfilename":"model.safetensors","size":30000000000000,"lfs":{"sha256":"%2$s"}}]}
            """
                .formatted(FakeHub.COMMIT, "0".repeat(64))
                .getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(this::pull)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL))
        .hasMessageContaining("30,000,000,000,002 bytes");
    assertThat(fake.asked("/config.json")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "[]",
        "{\"sha\":\"../../..\",\"siblings\":[]}",
        "{\"sha\":\"0123456789abcdef0123456789abcdef01234567\",\"siblings\":[{\"rfilename\":\"model.safetensors\",\"size\":5,\"lfs\":{}}]}"
      })
  void anAnswerThatIsNoneOfAHubIsNotUnderstood(String answer) {
    fake.always("/revision/main", FakeHub.body(answer.getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(this::pull).hasMessageContaining("The hub's answer is not understood");
  }

  @Test
  void anAnswerWithoutEndIsNotReadWhole() {
    fake.always("/revision/main", FakeHub.body(new byte[9 << 20]));

    assertThatThrownBy(this::pull).hasMessageContaining("too long");
  }

  @Test
  void theTokenGoesToTheHubAndToNobodyElse() throws Exception {
    try (FakeHub elsewhere = new FakeHub()) {
      String target = "/%s/resolve/%s/".formatted(FakeHub.REPOSITORY, FakeHub.COMMIT);
      fake.always(WEIGHTS, FakeHub.redirect(elsewhere.endpoint() + target + WEIGHTS));
      fake.always("generation_config.json", FakeHub.redirect(target + "tokenizer.json"))
          .put("generation_config.json", "{\"model\":{}}");

      pull();

      assertThat(elsewhere.asked(WEIGHTS)).hasSize(1);
      assertThat(elsewhere.asked(WEIGHTS).getFirst().authorization()).isNull();
      // The control: the same redirect, to the hub itself.
      assertThat(fake.asked("tokenizer.json"))
          .hasSize(2)
          .allSatisfy(it -> assertThat(it.authorization()).isEqualTo("Bearer hf_secret"));
    }
  }

  @Test
  void redirectsInCirclesAreGivenUp() {
    fake.always("/revision/main", FakeHub.redirect("/revision/main"));

    assertThatThrownBy(this::pull).hasMessageContaining("redirects more than 5 times");
  }

  @Test
  void aBranchWithASlashIsOneSegment() throws Exception {
    hub.pull(FakeHub.REPOSITORY, "refs/pr/1", progress);

    assertThat(fake.asked("/revision/refs/pr/1")).hasSize(1);
  }

  @Test
  void twoPullsOfOneModelDoNotMeet() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    fake.once(
        "config.json",
        (exchange, content) -> {
          begun.countDown();
          await(goOn);
          FakeHub.body(content).make(exchange, content);
        });
    FutureTask<Path> first = new FutureTask<>(this::pull);
    Thread.ofVirtual().start(first);
    begun.await();

    assertThatThrownBy(this::pull)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE))
        .hasMessageContaining("'some-owner/Tiny.Model' is being pulled already");
    goOn.countDown();
    assertThat(first.get().resolve(WEIGHTS)).hasBinaryContent(fake.content(WEIGHTS));
    pull();
  }

  @Test
  void anInterruptBreaksOffAndKeepsWhatHasCome() throws Exception {
    Path part = data.resolve(place()).resolve(WEIGHTS + ".part");
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    fake.once(
        WEIGHTS,
        (exchange, content) -> {
          FakeHub.cutAfter(300_000).make(exchange, content);
          begun.countDown();
          await(end);
        });
    Hub patient =
        new Hub(
            new HubSettings(fake.endpoint(), null),
            new Patience(3, Duration.ofMillis(1), Duration.ofMinutes(1)),
            data);
    FutureTask<Path> pull =
        new FutureTask<>(() -> patient.pull(FakeHub.REPOSITORY, "main", progress));
    Thread thread = Thread.ofVirtual().start(pull);
    begun.await();
    while (!Files.exists(part) || Files.size(part) < 300_000) {
      Thread.sleep(5);
    }

    thread.interrupt();

    assertThatThrownBy(pull::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    end.countDown();
    assertThat(Files.size(part)).isEqualTo(300_000);
    assertThat(fake.asked(WEIGHTS)).hasSize(1);
    pull();
    assertThat(fake.asked(WEIGHTS).getLast().range()).isEqualTo("bytes=300000-");
  }

  private Path pull() throws InterruptedException {
    return hub.pull(FakeHub.REPOSITORY, "main", progress);
  }

  private static String place() {
    return "hub/some-owner--Tiny.Model/" + FakeHub.COMMIT;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
