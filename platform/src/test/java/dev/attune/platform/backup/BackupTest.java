package dev.attune.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.SettableClock;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.files.BlobStore;
import dev.attune.platform.files.IncomingBlob;
import dev.attune.platform.files.NewFile;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.models.BaseModel;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlFileStore;
import dev.attune.platform.store.SqlModelStore;
import dev.attune.platform.store.SqlProjectStore;
import dev.attune.protocol.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a data directory whose database is open all the time. */
@SuppressWarnings("NullAway.Init")
final class BackupTest {
  private static final Project OURS = new Project("proj_1", new Organization("org-1", "ours"));
  private static final Progress SILENT = (_, _, _) -> {};

  private final SettableClock clock = new SettableClock();
  @TempDir private Path folder;
  private Path data;
  private Path backup;
  private Database database;
  private StoredFiles files;

  @BeforeEach
  void open() throws IOException {
    data = folder.resolve("data");
    backup = folder.resolve("backup");
    Files.createDirectories(data);
    Files.writeString(data.resolve("format"), "1");
    database = Database.open(data, true);
    new SqlProjectStore(database).insert(OURS, clock.instant());
    files = files(database, data);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatWasStoredComesBackInAnotherPlace() throws IOException {
    StoredFile file = create("hello");
    Path hub = Files.createDirectories(data.resolve("hub/owner--name/commit"));
    Files.writeString(hub.resolve("config.json"), "{}");
    new SqlModelStore(database).insert(model("pulled", hub));
    new SqlModelStore(database).insert(model("elsewhere", folder.resolve("elsewhere")));

    Manifest manifest = write(SILENT);
    create("too late to be in it");
    Path other = folder.resolve("other/data");
    BackupReader.restore(backup, other, SILENT);

    assertThat(manifest.outside()).containsExactly(folder.resolve("elsewhere").toString());
    assertThat(manifest.lost()).isEmpty();
    try (Database restored = Database.open(other, false)) {
      assertThat(list(restored, other)).containsExactly(file);
      assertThat(files(restored, other).content(file)).startsWith(other).hasContent("hello");
      assertThat(new SqlModelStore(restored).listBase())
          .extracting(BaseModel::directory)
          .containsExactly(folder.resolve("elsewhere"), other.resolve("hub/owner--name/commit"));
    }
    assertThat(other.resolve("hub/owner--name/commit/config.json")).hasContent("{}");
  }

  @Test
  void aFileThatIsDeletedWhileOthersAreCopiedIsNotNamedByTheCopy() {
    StoredFile first = create("first");
    StoredFile second = create("second");
    AtomicReference<StoredFile> left = new AtomicReference<>();
    Progress deleting =
        (path, _, _) -> {
          if (left.get() == null && path.startsWith("files/")) {
            boolean firstIsCopied = path.contains(first.sha256());
            left.set(firstIsCopied ? first : second);
            files.delete(OURS, (firstIsCopied ? second : first).id());
          }
        };

    Manifest manifest = write(deleting);
    BackupReader.restore(backup, folder.resolve("other"), SILENT);

    assertThat(manifest.lost()).isEmpty();
    try (Database restored = Database.open(folder.resolve("other"), false)) {
      assertThat(list(restored, folder.resolve("other"))).containsExactly(left.get());
    }
  }

  @Test
  void whatWasDamagedBeforeIsNamedAndTheRestIsKept() throws IOException {
    StoredFile whole = create("whole");
    StoredFile damaged = create("damaged");
    StoredFile gone = create("gone");
    Files.writeString(files.content(damaged), "something else");
    Files.delete(files.content(gone));

    Manifest manifest = write(SILENT);

    assertThat(manifest.lost()).containsExactlyInAnyOrder(path(damaged), path(gone));
    assertThat(manifest.files()).extracting(Manifest.Entry::path).contains(path(whole));
    assertThat(BackupReader.verify(backup, SILENT)).isEqualTo(manifest);
  }

  @Test
  void aRunIsCopiedAsAKilledTrainerLeavesIt() throws IOException {
    RunDirectory run = new RunDirectory(data.resolve("runs/ftjob-1"));
    Files.createDirectories(run.root());
    Files.writeString(run.root().resolve("trainer.log"), "a line");
    Files.writeString(run.root().resolve("lock"), "42");
    Files.writeString(run.root().resolve("exit.json.tmp-1"), "half");

    write(SILENT);

    try (Stream<Path> copied = Files.list(backup.resolve("runs/ftjob-1"))) {
      assertThat(copied.map(file -> file.getFileName().toString())).containsExactly("trainer.log");
    }
  }

  @Test
  void aByteThatChangedIsFoundAndNothingIsRestored() throws IOException {
    create("hello");
    Manifest manifest = write(SILENT);
    Manifest.Entry entry =
        manifest.files().stream()
            .filter(each -> each.path().startsWith("files/"))
            .findFirst()
            .orElseThrow();
    Files.writeString(backup.resolve(entry.path()), "jello");

    assertThatThrownBy(() -> BackupReader.verify(backup, SILENT))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(entry.path() + " is not as it was written");
    assertThatThrownBy(() -> BackupReader.restore(backup, folder.resolve("other"), SILENT))
        .isInstanceOf(PlatformException.class);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(data, backup);
    }
  }

  @Test
  void aBackupThatWasBrokenOffLeavesNothing() {
    create("hello");

    assertThatThrownBy(() ->
            write((_, _, _) -> {
              throw new IllegalStateException("broken off");
            }))
        .hasMessage("broken off");
    assertThat(backup).doesNotExist();
  }

  @Test
  void aFolderWithoutAManifestIsNoBackup() throws IOException {
    write(SILENT);
    Files.delete(backup.resolve("backup.json"));

    assertThatThrownBy(() -> BackupReader.verify(backup, SILENT))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("broken off");
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    Files.createDirectories(backup);
    Files.writeString(backup.resolve("mine"), "precious");

    assertThatThrownBy(() -> write(SILENT))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("not empty");
    assertThat(backup.resolve("mine")).hasContent("precious");

    Files.delete(backup.resolve("mine"));
    write(SILENT);
    assertThatThrownBy(() -> BackupReader.restore(backup, data, SILENT))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("not empty");
  }

  @Test
  void aNameThatLeadsOutOfTheFolderIsRefused() throws IOException {
    Manifest manifest = write(SILENT);
    List<Manifest.Entry> entries =
        manifest.files().stream()
            .map(entry -> new Manifest.Entry("../stolen", entry.bytes(), entry.sha256()))
            .toList();
    new Manifest(1, 0, data.toString(), entries, List.of(), List.of()).writeTo(backup);

    assertThatThrownBy(() -> BackupReader.restore(backup, folder.resolve("other"), SILENT))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("../stolen");
    assertThat(folder.resolve("stolen")).doesNotExist();
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    write(SILENT);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.resolve("format"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aFolderThatNoServerUsedHasNothingToBackUp() {
    assertThatThrownBy(() -> BackupWriter.write(folder.resolve("none"), backup, clock, SILENT))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("no server was ever started in it");
  }

  private Manifest write(Progress progress) {
    return BackupWriter.write(data, backup, clock, progress);
  }

  private StoredFile create(String content) {
    IncomingBlob bytes = files.receive();
    byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
    bytes.write(utf8, 0, utf8.length);
    return files.create(OURS, new NewFile("fine-tune", "a.jsonl", null), bytes);
  }

  private String path(StoredFile file) {
    return data.relativize(Planned.blob(data, file.sha256())).toString();
  }

  private StoredFiles files(Database of, Path root) {
    return new StoredFiles(new SqlFileStore(of), new BlobStore(root.resolve("files")), clock);
  }

  private List<StoredFile> list(Database of, Path root) {
    return files(of, root)
        .list(OURS, null, new PageRequest(null, 10, PageRequest.Order.OLDEST_FIRST))
        .items();
  }

  private static BaseModel model(String name, Path directory) {
    return new BaseModel(name, directory, "llama", 1, 8, 16, List.of("q_proj"), Instant.EPOCH);
  }
}
