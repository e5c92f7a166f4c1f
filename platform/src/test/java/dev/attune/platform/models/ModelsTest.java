package dev.attune.platform.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.SettableClock;
import dev.attune.platform.TestWorkers;
import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.process.ModelCheckProcess;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ModelsTest {
  private static final Project OURS = new Project("proj_1", new Organization("org-1", "ours"));

  @TempDir private Path folder;
  private Database database;
  private Models models;

  @BeforeEach
  void open() {
    database = Database.open(folder, true);
    models =
        new Models(
            new SqlModelStore(database),
            new ModelCheckProcess(TestWorkers.command()),
            new Aliases(Map.of("gpt-4o-mini", "tiny")),
            new SettableClock());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aDirectoryBecomesABaseModel() throws IOException {
    BaseModel added = models.add(directory("tiny"), null);

    assertThat(added.name()).isEqualTo("tiny");
    assertThat(added.hiddenSize()).isEqualTo(64);
    assertThat(models.retrieve(OURS, "tiny").owner()).isEqualTo("system");
    assertThat(models.servable(OURS, "tiny").directory()).isEqualTo(added.directory());
  }

  @Test
  void anAliasStandsForItsBaseModel() throws IOException {
    assertThat(models.list(OURS)).isEmpty(); // its base is not there yet

    models.add(directory("tiny"), null);

    assertThat(models.startingPoint(OURS.id(), "gpt-4o-mini").name()).isEqualTo("tiny");
    assertThat(models.servable(OURS, "gpt-4o-mini").name()).isEqualTo("tiny");
    assertThat(models.retrieve(OURS, "gpt-4o-mini").name()).isEqualTo("gpt-4o-mini");
    assertThat(models.list(OURS))
        .extracting(ListedModel::name)
        .containsExactly("gpt-4o-mini", "tiny");
  }

  @Test
  void aNameIsGivenOnce() throws IOException {
    models.add(directory("tiny"), null);

    assertThatThrownBy(() -> models.add(directory("tiny"), null))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("already");
    assertThatThrownBy(() -> models.add(directory("other"), "gpt-4o-mini"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("alias");
  }

  @Test
  void aNameCanBeAskedForBeforeThereIsADirectory() throws IOException {
    models.requireFree("tiny");
    models.add(directory("tiny"), null);

    assertThatThrownBy(() -> models.requireFree("tiny")).hasMessageContaining("already");
    assertThatThrownBy(() -> models.requireFree("gpt-4o-mini")).hasMessageContaining("alias");
    assertThatThrownBy(() -> models.requireFree("a".repeat(65)))
        .hasMessageContaining("cannot be the name");
  }

  @Test
  void aDirectoryThatIsNoModelIsRefusedWithTheReason() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> models.add(empty, null))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("has no config.json");
    assertThatThrownBy(() -> models.add(folder.resolve("nowhere"), null))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("not a directory");
  }

  @Test
  void aDirectoryThatMakesTheCheckCrashIsRefused() throws IOException {
    Path crash = directory("crash");
    Files.createFile(crash.resolve("crash"));

    assertThatThrownBy(() -> models.add(crash, null))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("crash");
    assertThat(models.list(OURS)).isEmpty();
  }

  @Test
  void anUnknownModelIsNotFound() {
    assertThatThrownBy(() -> models.retrieve(OURS, "none"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND));
    assertThatThrownBy(() -> models.servable(OURS, "none"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_SERVED));
    assertThatThrownBy(() -> models.startingPoint(OURS.id(), "none"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_TUNABLE));
  }

  @Test
  void removingABaseModelLeavesItsDirectory() throws IOException {
    Path directory = directory("tiny");
    models.add(directory, null);

    models.delete(OURS, "tiny");

    assertThat(models.list(OURS)).isEmpty();
    assertThat(directory.resolve("config.json")).exists();
  }

  private Path directory(String name) throws IOException {
    Path directory = folder.resolve(name);
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("config.json"), "{}");
    return directory;
  }
}
