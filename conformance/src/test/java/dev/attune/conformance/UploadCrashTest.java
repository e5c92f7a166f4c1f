package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.models.files.FileObject;
import com.openai.models.uploads.UploadCompleteParams;
import com.openai.models.uploads.UploadCreateParams;
import com.openai.models.uploads.parts.PartCreateParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the server between the parts of a file and while it is made of them. */
@SuppressWarnings("NullAway.Init")
final class UploadCrashTest {
  private static final int PART = 4 << 20;
  private static final int PARTS = 6;

  private static final Duration INTO_COMPLETION = Duration.ofMillis(60);

  @TempDir private static Path folder;
  private static ServerProcess server;
  private final byte[] bytes = new byte[PART * PARTS];

  @BeforeAll
  static void start() {
    server = ServerProcess.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aKilledServerLosesNoPartAndShowsNoHalfFile() throws IOException {
    new Random(1).nextBytes(bytes);
    String upload = create(PARTS);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      ids.add(add(upload, i));
      if (i == 2) {
        server.kill();
        server.restart();
      }
    }
    CompletableFuture<Void> completing = completeAside(upload, ids);
    LockSupport.parkNanos(INTO_COMPLETION.toNanos());
    server.kill();
    completing.join();
    server.restart();
    assertThat(files()).allSatisfy(this::assertWhole);

    if (files().isEmpty()) {
      complete(upload, ids);
    }

    assertThat(files()).singleElement().satisfies(this::assertWhole);
    assertThatThrownBy(() -> complete(upload, ids))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("was completed");
  }

  /** The control: a part that is not on disk as it was acknowledged is seen, and is no file. */
  @Test
  void aPartThatACrashHadDamagedWouldBeSeen() throws IOException {
    new Random(2).nextBytes(bytes);
    String upload = create(2);
    List<String> ids = List.of(add(upload, 0), add(upload, 1));
    int before = files().size();
    Path part = newest();
    Files.write(part, Arrays.copyOf(Files.readAllBytes(part), PART / 2));

    assertThatThrownBy(() -> complete(upload, ids)).isInstanceOf(InternalServerException.class);
    assertThat(files()).hasSize(before);
    client().uploads().cancel(upload);
  }

  private static String create(int parts) {
    return client()
        .uploads()
        .create(
            UploadCreateParams.builder()
                .bytes((long) PART * parts)
                .filename("a.png")
                .mimeType("image/png")
                .purpose(com.openai.models.files.FilePurpose.VISION)
                .build())
        .id();
  }

  private String add(String upload, int number) {
    byte[] data = Arrays.copyOfRange(bytes, number * PART, (number + 1) * PART);
    return client()
        .uploads()
        .parts()
        .create(PartCreateParams.builder().uploadId(upload).data(data).build())
        .id();
  }

  private static void complete(String upload, List<String> ids) {
    client()
        .uploads()
        .complete(UploadCompleteParams.builder().uploadId(upload).partIds(ids).build());
  }

  /** Ends when the server answers or dies. */
  private static CompletableFuture<Void> completeAside(String upload, List<String> ids) {
    return CompletableFuture.runAsync(() -> complete(upload, ids)).exceptionally(_ -> null);
  }

  private static List<FileObject> files() {
    return client().files().list().data();
  }

  private void assertWhole(FileObject file) {
    try (HttpResponse content = client().files().content(file.id())) {
      assertThat(Arrays.equals(content.body().readAllBytes(), bytes)).isTrue();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static OpenAIClient client() {
    return server.client().withOptions(options -> options.maxRetries(0));
  }

  private static Path newest() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("files"))) {
      return all.filter(UploadCrashTest::hasName)
          .max(java.util.Comparator.comparingLong(path -> path.toFile().lastModified()))
          .orElseThrow();
    }
  }

  private static boolean hasName(Path path) {
    return path.getFileName().toString().matches("[0-9a-f]{64}");
  }
}
