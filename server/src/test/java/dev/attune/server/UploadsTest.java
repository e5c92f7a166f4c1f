package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Files that come in parts over HTTP, as the official clients and as hostile ones send them. */
@SuppressWarnings("NullAway.Init")
final class UploadsTest {
  private static final String UPLOADS = "/v1/uploads";
  private static final String NEW =
      "{\"filename\":\"%s\",\"purpose\":\"%s\",\"bytes\":%d,\"mime_type\":\"text/jsonl\"}";
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir private static Path folder;
  private static QuietPlatform platform;
  private static int projects;
  private Client client;

  @BeforeAll
  static void start() {
    platform = new QuietPlatform(folder, NOW::get);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @BeforeEach
  void beANewClient() {
    client = platform.newProject("u" + ++projects);
  }

  @Test
  void anUploadIsWhatWasPromised() {
    JsonNode upload = client.post(UPLOADS, NEW.formatted("train.jsonl", "fine-tune", 12)).json();

    assertThat(upload.propertyNames())
        .containsExactly(
            "id", "object", "bytes", "created_at", "filename", "purpose", "status", "expires_at");
    assertThat(upload.path("id").stringValue()).matches("upload_[A-Za-z0-9]{24}");
    assertThat(upload.path("status").stringValue()).isEqualTo("pending");
    assertThat(upload.path("bytes").intValue()).isEqualTo(12);
    assertThat(upload.path("expires_at").longValue() - upload.path("created_at").longValue())
        .isEqualTo(3600);
  }

  @Test
  void partsThatComeAtOnceBecomeAFileInTheOrderThatIsAskedFor() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      lines.add("{\"line\":%d}\n".formatted(i));
    }
    String upload = create("fine-tune", String.join("", lines).length());
    List<String> ids = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> parts = new ArrayList<>();
      for (String line : lines.reversed()) {
        parts.add(threads.submit(() -> id(add(upload, line))));
      }
      for (Future<String> part : parts) {
        ids.addFirst(part.get());
      }
    }

    JsonNode completed = complete(upload, ids, null).json();

    assertThat(completed.path("status").stringValue()).isEqualTo("completed");
    JsonNode file = completed.path("file");
    String id = file.path("id").stringValue();
    assertThat(client.get("/v1/files/" + id).json()).isEqualTo(file);
    assertThat(file.path("filename").stringValue()).isEqualTo("train.jsonl");
    assertThat(client.get("/v1/files/" + id + "/content").body()).isEqualTo(String.join("", lines));
  }

  @Test
  void aPartIsToldByItsNameWithAndWithoutAFilename() {
    String upload = create("vision", 6);
    Answer java =
        add(upload, new Form().part("Content-Disposition: form-data; name=\"data\"", "a"));

    assertThat(java.json().propertyNames())
        .containsExactly("id", "object", "created_at", "upload_id");
    assertThat(java.json().path("upload_id").stringValue()).isEqualTo(upload);
    assertThat(java.json().path("object").stringValue()).isEqualTo("upload.part");
    assertThat(add(upload, "b").status()).isEqualTo(200);
  }

  static Stream<Arguments> wrongCompletions() {
    return Stream.of(
        Arguments.of("{'part_ids':['B','A','part_none']}", "part_ids[2]"),
        Arguments.of("{'part_ids':['A','FOREIGN']}", "part_ids[1]"),
        Arguments.of("{'part_ids':['A','B','A']}", "part_ids[2]"),
        Arguments.of("{'part_ids':['A']}", "part_ids"),
        Arguments.of("{'part_ids':[]}", "part_ids"),
        Arguments.of("{'part_ids':['B','A'],'md5':'MD5'}", "md5"));
  }

  @ParameterizedTest
  @MethodSource("wrongCompletions")
  void aCompletionThatIsWrongIsNamedAndCanBeMended(String body, String param) {
    String upload = create("vision", 5);
    String first = id(add(upload, "hel"));
    String second = id(add(upload, "lo"));
    String foreign = id(add(create("vision", 5), "lo"));
    String md5 = "5d41402abc4b2a76b9719d911017c592"; // of "hello"

    Answer refused =
        client.post(
            UPLOADS + "/" + upload + "/complete",
            body.replace("'A'", "'" + first + "'")
                .replace("'B'", "'" + second + "'")
                .replace("FOREIGN", foreign)
                .replace("'MD5'", "'" + md5 + "'")
                .replace('\'', '"'));

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.param()).isEqualTo(param);
    assertThat(client.get("/v1/files").json().path("data").isEmpty()).isTrue();
    assertThat(complete(upload, List.of(first, second), md5).status()).isEqualTo(200);
  }

  @Test
  void whatIsToBeLearntFromMustBeJsonLines() {
    String upload = create("fine-tune", 6);

    Answer answer = complete(upload, List.of(id(add(upload, "hello\n"))), null);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("Expected file to have JSONL format");
  }

  @Test
  void theFileEndsWhenItsUploadSaidSo() {
    String upload =
        id(
            client.post(
                UPLOADS,
                NEW.formatted("a.png", "vision", 1)
                    .replace(
                        "}", ",\"expires_after\":{\"anchor\":\"created_at\",\"seconds\":7200}}")));

    JsonNode file = complete(upload, List.of(id(add(upload, "x"))), null).json().path("file");

    assertThat(file.path("expires_at").longValue() - file.path("created_at").longValue())
        .isEqualTo(7200);
  }

  @Test
  void afterItsEndAnUploadTakesNothing() {
    String completed = create("vision", 1);
    complete(completed, List.of(id(add(completed, "x"))), null);
    String cancelled = create("vision", 1);
    JsonNode answer = client.post(UPLOADS + "/" + cancelled + "/cancel", "").json();
    assertThat(answer.path("status").stringValue()).isEqualTo("cancelled");
    String expired = create("vision", 1);
    NOW.updateAndGet(now -> now.plus(Duration.ofHours(1)));

    assertEnded(completed, "was completed");
    assertEnded(cancelled, "was cancelled");
    assertEnded(expired, "has expired");
    platform.sweep();
    assertEnded(expired, "has expired");
  }

  private void assertEnded(String upload, String how) {
    for (Answer answer :
        List.of(
            add(upload, "y"),
            complete(upload, List.of(), null),
            client.post(UPLOADS + "/" + upload + "/cancel", "{}"))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message()).startsWith("The upload %s %s".formatted(upload, how));
    }
  }

  @Test
  void anUnknownUploadIsNotFound() {
    Answer answer = client.post(UPLOADS + "/upload_none/cancel", "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.param()).isEqualTo("id");
    assertThat(answer.message()).isEqualTo("No such Upload object: upload_none");
  }

  @Test
  void aPartThatEndsEarlyLeavesNothing() {
    String upload = create("vision", 1);
    byte[] whole = part("x".repeat(100_000)).bytes();

    Answer answer =
        client.send(
            client
                .request(UPLOADS + "/" + upload + "/parts")
                .header("Content-Type", new Form().contentType())
                .POST(BodyPublishers.ofByteArray(Arrays.copyOf(whole, whole.length / 2))));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(left()).isEmpty();
    assertThat(complete(upload, List.of(), null).param()).isEqualTo("part_ids");
  }

  @Test
  void aFilenameIsAWordToShowAndNothingOnDisk() {
    JsonNode upload = client.post(UPLOADS, NEW.formatted("../../etc/passwd", "vision", 0)).json();

    assertThat(upload.path("filename").stringValue()).isEqualTo("passwd");
  }

  private String create(String purpose, long bytes) {
    return id(client.post(UPLOADS, NEW.formatted("train.jsonl", purpose, bytes)));
  }

  private Answer add(String upload, String content) {
    return add(upload, part(content));
  }

  private Answer add(String upload, Form form) {
    return client.send(
        client
            .request(UPLOADS + "/" + upload + "/parts")
            .header("Content-Type", form.contentType())
            .POST(BodyPublishers.ofByteArray(form.bytes())));
  }

  private static Form part(String content) {
    return new Form()
        .part("Content-Disposition: form-data; name=\"data\"; filename=\"blob\"", content);
  }

  private Answer complete(String upload, List<String> ids, @Nullable String md5) {
    return client.post(
        UPLOADS + "/" + upload + "/complete",
        "{\"part_ids\":[%s],\"md5\":%s}"
            .formatted(
                String.join(",", ids.stream().map(id -> "\"" + id + "\"").toList()),
                md5 == null ? "null" : "\"" + md5 + "\""));
  }

  private static String id(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("id").stringValue();
  }

  /** What a refused part left on disk. */
  private static List<Path> left() {
    try (Stream<Path> files = Files.list(folder.resolve("files/incoming"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
