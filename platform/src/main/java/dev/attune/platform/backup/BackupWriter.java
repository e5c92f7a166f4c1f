package dev.attune.platform.backup;

import dev.attune.platform.StorageState;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.DatabaseCopy;
import dev.attune.protocol.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Copies a data directory while a server and its trainers use it. First the database, as it is at
 * one moment, then what that moment names. What was deleted meanwhile is missing, so then a later
 * moment is taken, and only what is new in it is copied.
 */
public final class BackupWriter {
  private static final int MOMENTS = 5;
  private static final List<String> SINGLE_FILES =
      List.of("format", "first-key", "first-admin-key");

  private final Path data;
  private final Path target;
  private final Map<String, CopiedFile> copied = new TreeMap<>();
  private final Progress progress;

  private BackupWriter(Path data, Path target, Progress progress) {
    this.data = data;
    this.target = target;
    this.progress = progress;
  }

  /**
   * Writes the backup of {@code dataDirectory} into {@code target}, a new or empty folder.
   *
   * @throws dev.attune.platform.failure.PlatformException when either folder cannot be used, or too
   *     much is deleted meanwhile; {@code target} is then gone
   */
  public static Manifest write(
      Path dataDirectory, Path target, InstantSource clock, Progress progress) {
    Path data = dataDirectory.toAbsolutePath().normalize();
    Path backup = target.toAbsolutePath().normalize();
    checkSource(data);
    try {
      Folders.checkUnused(backup, data);
      Files.createDirectories(backup, CopiedFile.OWNER_ONLY_FOLDER);
      try {
        return new BackupWriter(data, backup, progress).write(clock);
      } catch (IOException | RuntimeException e) {
        DurableFiles.deleteTree(backup);
        throw e;
      }
    } catch (IOException e) {
      throw Folders.unusable(backup, e.toString());
    }
  }

  private static void checkSource(Path data) {
    switch (StorageState.of(data)) {
      case StorageState.Unused _ ->
          throw Folders.unusable(data, "no server was ever started in it");
      case StorageState.Lost(Path database) ->
          throw Folders.unusable(data, "%s is gone".formatted(database));
      case StorageState.Closed(String reason) -> throw Folders.unusable(data, reason);
      case StorageState.Kept kept ->
          kept.database()
              .fault()
              .ifPresent(fault -> {
                throw Folders.unusable(data, "its database is damaged: %s".formatted(fault));
              });
    }
  }

  private Manifest write(InstantSource clock) throws IOException {
    Set<String> missingBefore = Set.of();
    for (int moment = 0; moment < MOMENTS; moment++) {
      long createdAt = clock.instant().getEpochSecond();
      Files.deleteIfExists(Database.file(target));
      DatabaseCopy database = DatabaseCopy.take(data, Database.file(target));
      Set<String> unended = database.unendedJobs();
      Set<String> missing = copyAll(database, unended);
      boolean sameAgain = missing.equals(missingBefore);
      if ((missing.isEmpty() || sameAgain) && DatabaseCopy.unendedNow(data).containsAll(unended)) {
        return seal(createdAt, database, missing);
      }
      missingBefore = missing;
    }
    throw Folders.unusable(
        target, "files were deleted and jobs ended faster than they could be copied. Try again");
  }

  /** What could not be copied although the database names it. */
  private Set<String> copyAll(DatabaseCopy database, Set<String> unended) throws IOException {
    Set<String> missing = new TreeSet<>();
    Planned planned = planned(database, missing);
    long done = 0;
    for (Planned.Item item : planned.items()) {
      copy(item, missing);
      done += item.bytes();
      progress.reached(item.path(), done, planned.bytes());
    }
    copied.keySet().removeIf(path -> path.startsWith(RunCopy.RUNS));
    copied.putAll(new RunCopy(data, target).copyAll(unended));
    return missing;
  }

  private Planned planned(DatabaseCopy database, Set<String> missing) throws IOException {
    Planned planned = new Planned(data);
    for (String name : SINGLE_FILES) {
      planned.addIfThere(data.resolve(name));
    }
    for (String sha256 : database.blobs()) {
      planned.add(Planned.blob(data, sha256), missing);
    }
    for (Path folder : inside(database.tunedFolders())) {
      planned.addFolder(folder, missing);
    }
    for (Path folder : inside(database.baseFolders())) {
      planned.addFolder(folder, missing);
    }
    planned.remove(copied.keySet());
    return planned;
  }

  private void copy(Planned.Item item, Set<String> missing) throws IOException {
    Path to = target.resolve(item.path());
    try {
      CopiedFile file = CopiedFile.copy(data.resolve(item.path()), to);
      if (item.isIntact(file)) {
        copied.put(item.path(), file);
        return;
      }
    } catch (NoSuchFileException deletedMeanwhile) {
      // Missing, as what is damaged.
    }
    Files.deleteIfExists(to);
    missing.add(item.path());
  }

  private List<Path> inside(Set<String> folders) {
    return folders.stream().map(Path::of).filter(folder -> folder.startsWith(data)).toList();
  }

  /** The manifest last: it says that all the rest is on disk. */
  private Manifest seal(long createdAt, DatabaseCopy database, Set<String> lost)
      throws IOException {
    copied.put(
        target.relativize(Database.file(target)).toString(),
        CopiedFile.read(Database.file(target)));
    List<Manifest.Entry> entries = new ArrayList<>();
    copied.forEach(
        (path, file) -> entries.add(new Manifest.Entry(path, file.bytes(), file.sha256())));
    List<String> outside =
        database.baseFolders().stream()
            .filter(folder -> !Path.of(folder).startsWith(data))
            .sorted()
            .toList();
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT, createdAt, data.toString(), entries, outside, List.copyOf(lost));
    DurableFiles.syncTree(target);
    manifest.writeTo(target);
    return manifest;
  }
}
