package dev.attune.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.SettableClock;
import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlFileStore;
import dev.attune.platform.store.SqlProjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class StoredFilesTest {
  private static final Project OURS = new Project("proj_1", new Organization("org-1", "ours"));
  private static final Project THEIRS = new Project("proj_2", new Organization("org-2", "theirs"));

  private final SettableClock clock = new SettableClock();
  @TempDir private Path folder;
  private Database database;
  private StoredFiles files;

  @BeforeEach
  void open() {
    database = Database.open(folder, true);
    SqlProjectStore projects = new SqlProjectStore(database);
    projects.insert(OURS, clock.instant());
    projects.insert(THEIRS, clock.instant());
    files =
        new StoredFiles(new SqlFileStore(database), new BlobStore(folder.resolve("files")), clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void bytesComeBackAsTheyCame() throws IOException {
    StoredFile file = create(OURS, "hello", null);

    assertThat(Files.readString(files.content(file))).isEqualTo("hello");
    assertThat(file.bytes()).isEqualTo(5);
    assertThat(file.sha256())
        .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assertThat(files.retrieve(OURS, file.id())).isEqualTo(file);
  }

  @Test
  void theSameBytesLieOnDiskOnce() throws IOException {
    StoredFile first = create(OURS, "same", null);
    StoredFile second = create(THEIRS, "same", null);
    assertThat(blobs()).hasSize(1);

    files.delete(OURS, first.id());
    assertThat(Files.readString(files.content(second))).isEqualTo("same");

    files.delete(THEIRS, second.id());
    assertThat(blobs()).isEmpty();
  }

  @Test
  void aFlippedBitIsNeverHandedOut() throws IOException {
    StoredFile file = create(OURS, "hello", null);
    Files.writeString(blobs().getFirst(), "hellp");

    assertThatThrownBy(() -> files.content(file))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTEGRITY));
  }

  @Test
  void uploadingAgainMendsDamagedBytes() throws IOException {
    StoredFile file = create(OURS, "hello", null);
    Files.writeString(blobs().getFirst(), "hellp");

    create(OURS, "hello", null);

    assertThat(Files.readString(files.content(file))).isEqualTo("hello");
  }

  @Test
  void anUploadThatIsBrokenOffLeavesNothing() throws IOException {
    try (IncomingBlob bytes = files.receive()) {
      bytes.write("half".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(blobs()).isEmpty();
    assertThat(list(OURS)).isEmpty();
  }

  @Test
  void whatACrashLeftIsSweptAfterADay() throws IOException {
    IncomingBlob abandoned = files.receive();
    abandoned.write(1);
    Files.setLastModifiedTime(abandoned.path(), FileTime.from(clock.instant()));

    files.sweep();
    assertThat(abandoned.path()).exists();

    clock.advance(Duration.ofHours(25));
    files.sweep();
    assertThat(abandoned.path()).doesNotExist();
  }

  @Test
  void anExpiredFileIsGoneAndThenItsBytes() throws IOException {
    StoredFile file = create(OURS, "brief", Duration.ofHours(1));
    assertThat(files.find(OURS.id(), file.id())).isPresent();

    clock.advance(Duration.ofHours(1));
    assertThat(files.find(OURS.id(), file.id())).isEmpty();
    assertThat(list(OURS)).isEmpty();

    files.sweep();
    assertThat(blobs()).isEmpty();
  }

  @Test
  void nobodySeesOrDeletesTheFileOfAnother() {
    StoredFile file = create(OURS, "ours", null);

    assertThatThrownBy(() -> files.retrieve(THEIRS, file.id()))
        .isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> files.delete(THEIRS, file.id())).isInstanceOf(PlatformException.class);
    assertThat(list(THEIRS)).isEmpty();
    assertThat(files.retrieve(OURS, file.id())).isEqualTo(file);
  }

  @Test
  void aClientsNameNeverReachesTheDisk() throws IOException {
    try (IncomingBlob bytes = files.receive()) {
      bytes.write(1);
      files.create(OURS, new NewFile("fine-tune", "../../../escape", null), bytes);
    }

    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all).noneMatch(path -> path.toString().contains("escape"));
    }
  }

  @Test
  void bytesForWhichNoRowIsWrittenAreDropped() throws IOException {
    try (IncomingBlob bytes = files.receive()) {
      bytes.write(1);
      assertThatThrownBy(() ->
              files.create(
                  OURS.id(),
                  new NewFile("vision", "x", null),
                  bytes,
                  _ -> {
                    throw new IllegalStateException("no row");
                  }))
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(blobs()).isEmpty();
  }

  /** A deletion of the last file with some bytes races with an upload of the same bytes. */
  @Test
  void aRowNeverLiesWithoutItsBytes() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 200; round++) {
        StoredFile old = create(OURS, "raced", null);
        Future<?> delete = threads.submit(() -> files.delete(OURS, old.id()));
        Future<StoredFile> upload = threads.submit(() -> create(OURS, "raced", null));
        delete.get();

        StoredFile survivor = upload.get();
        assertThat(Files.readString(files.content(survivor))).isEqualTo("raced");
        files.delete(OURS, survivor.id());
      }
    }
  }

  private StoredFile create(Project project, String text, @Nullable Duration lifetime) {
    try (IncomingBlob bytes = files.receive()) {
      bytes.write(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
      return files.create(project, new NewFile("fine-tune", "train.jsonl", lifetime), bytes);
    }
  }

  private List<StoredFile> list(Project project) {
    return files.list(project, null, PageRequest.newestFirst(null, 10)).items();
  }

  private List<Path> blobs() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder.resolve("files"))) {
      all.filter(Files::isRegularFile).forEach(found::add);
    }
    return found;
  }
}
