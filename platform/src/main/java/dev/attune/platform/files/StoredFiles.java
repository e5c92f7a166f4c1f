package dev.attune.platform.files;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import dev.attune.wire.ids.Ids;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files: rows in the database over bytes on disk. A row never lies without its bytes: these are on
 * disk before the row is written, and are deleted after the last row that names them.
 */
public final class StoredFiles {
  private final FileStore store;
  private final BlobStore blobs;
  private final InstantSource clock;
  private final Ids ids = new Ids();

  /** Keeps a new row from naming bytes that a deletion is about to remove. */
  private final ReentrantLock rowsAndBytes = new ReentrantLock();

  public StoredFiles(FileStore store, BlobStore blobs, InstantSource clock) {
    this.store = store;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** Opens a place for the bytes of a file; {@link #create} or closing it ends it. */
  public IncomingBlob receive() {
    return blobs.receive();
  }

  /** Makes a file of received bytes; it is durable when this returns. */
  public StoredFile create(Project project, NewFile request, IncomingBlob bytes) {
    return create(
        project.id(),
        request,
        bytes,
        file -> {
          store.insert(file);
          return file;
        });
  }

  /** The same where the row is written together with something else, by {@code insert}. */
  public <T> T create(
      String projectId, NewFile request, IncomingBlob bytes, Function<StoredFile, T> insert) {
    rowsAndBytes.lock();
    try {
      return insert.apply(row(projectId, request, blobs.keep(bytes)));
    } finally {
      rowsAndBytes.unlock();
    }
  }

  public StoredFile retrieve(Project project, String id) {
    return find(project.id(), id).orElseThrow(() -> notFound(id));
  }

  public Optional<StoredFile> find(String projectId, String id) {
    return store.find(projectId, id, clock.instant());
  }

  /** Files of one purpose, or of all when it is null. */
  public Page<StoredFile> list(Project project, @Nullable String purpose, PageRequest page) {
    return store.list(project.id(), purpose, page, clock.instant());
  }

  /** The bytes of a file, verified; the path may be read until the file is deleted. */
  public Path content(StoredFile file) {
    return blobs.verified(file.sha256());
  }

  public void delete(Project project, String id) {
    delete(retrieve(project, id));
  }

  /** Removes what has expired or was never finished. */
  public void sweep() {
    Instant now = clock.instant();
    store.findExpired(now).forEach(this::delete);
    blobs.sweep(now);
  }

  private void delete(StoredFile file) {
    rowsAndBytes.lock();
    try {
      store.delete(file.projectId(), file.id());
      if (!store.isContentInUse(file.sha256())) {
        blobs.delete(file.sha256());
      }
    } finally {
      rowsAndBytes.unlock();
    }
  }

  private StoredFile row(String projectId, NewFile request, Blob blob) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    return new StoredFile(
        ids.file(),
        projectId,
        request.purpose(),
        request.filename(),
        blob.bytes(),
        blob.sha256(),
        now,
        request.lifetime() == null ? null : now.plus(request.lifetime()));
  }

  private static PlatformException notFound(String id) {
    return PlatformException.notFound(ErrorCode.FILE_NOT_FOUND, id);
  }
}
