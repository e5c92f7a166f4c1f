package dev.attune.platform.backup;

import dev.attune.platform.store.Database;
import dev.attune.platform.store.DatabaseCopy;
import dev.attune.platform.store.DatabaseHealth;
import dev.attune.protocol.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A backup that is there: whether it is whole, and how it becomes a data directory again. */
public final class BackupReader {
  private final Path backup;
  private final Manifest manifest;
  private final Progress progress;
  private long done;

  private BackupReader(Path backup, Progress progress) {
    this.backup = backup;
    this.manifest = Manifest.of(backup);
    this.progress = progress;
  }

  /**
   * Reads every byte of a backup again.
   *
   * @throws dev.attune.platform.failure.PlatformException naming the first file that is not as it
   *     was written
   */
  public static Manifest verify(Path backup, Progress progress) {
    return new BackupReader(backup.toAbsolutePath().normalize(), progress).verify();
  }

  /**
   * Makes a data directory of a backup; it is there whole or not at all.
   *
   * @param dataDirectory new or empty
   * @throws dev.attune.platform.failure.PlatformException when either cannot be used
   */
  public static Manifest restore(Path backup, Path dataDirectory, Progress progress) {
    BackupReader reader = new BackupReader(backup.toAbsolutePath().normalize(), progress);
    return reader.restore(dataDirectory.toAbsolutePath().normalize());
  }

  private Manifest verify() {
    try {
      for (Manifest.Entry entry : manifest.files()) {
        check(entry, CopiedFile.read(place(backup, entry)));
      }
    } catch (IOException e) {
      throw Manifest.unusable(backup, e.toString());
    }
    checkDatabase(backup);
    return manifest;
  }

  private Manifest restore(Path dataDirectory) {
    try {
      Folders.checkUnused(dataDirectory, backup);
      Files.createDirectories(Objects.requireNonNull(dataDirectory.getParent()));
      DurableFiles.createFolder(dataDirectory, folder -> fill(folder, dataDirectory));
      return manifest;
    } catch (IOException e) {
      throw Folders.unusable(dataDirectory, e.toString());
    }
  }

  private void fill(Path folder, Path dataDirectory) throws IOException {
    for (Manifest.Entry entry : manifest.files()) {
      check(entry, CopiedFile.copy(place(backup, entry), place(folder, entry)));
    }
    checkDatabase(folder);
    DatabaseCopy.in(folder).move(Path.of(manifest.dataDirectory()), dataDirectory);
  }

  private void check(Manifest.Entry entry, CopiedFile file) {
    if (!file.equals(new CopiedFile(entry.bytes(), entry.sha256()))) {
      throw Manifest.unusable(backup, "%s is not as it was written".formatted(entry.path()));
    }
    done += entry.bytes();
    progress.reached(entry.path(), done, manifest.bytes());
  }

  /** A backup may come from anywhere, so its names are not to lead out of a folder. */
  private Path place(Path root, Manifest.Entry entry) {
    Path place = root.resolve(entry.path()).normalize();
    if (!place.startsWith(root) || place.equals(root)) {
      throw Manifest.unusable(backup, "it names %s".formatted(entry.path()));
    }
    return place;
  }

  private void checkDatabase(Path folder) {
    if (!Files.exists(Database.file(folder))) {
      throw Manifest.unusable(backup, "it has no database");
    }
    DatabaseHealth health = DatabaseHealth.of(folder);
    health
        .fault()
        .ifPresent(fault -> {
          throw Manifest.unusable(backup, "its database is damaged: %s".formatted(fault));
        });
    if (health.newer()) {
      throw Manifest.unusable(backup, "a newer version of Attune wrote it. Use that version");
    }
  }
}
