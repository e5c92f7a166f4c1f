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
import java.util.function.Supplier;
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
    return keep(bytes, blob -> insert.apply(row(projectId, request, blob)));
  }

  /** Keeps received bytes for the row that {@code insert} writes, and drops them if it does not. */
  public <T> T keep(IncomingBlob bytes, Function<Blob, T> insert) {
    Blob blob = bytes.seal(); // it takes long, so before others must wait
    return alone(() -> {
      try {
        blobs.keep(bytes, blob);
        return insert.apply(blob);
      } finally {
        dropUnused(blob.sha256());
      }
    });
  }

  /** Removes bytes after {@code delete} has removed a row that names them, if none is left. */
  public void release(Blob blob, Runnable delete) {
    alone(() -> {
      delete.run();
      dropUnused(blob.sha256());
      return blob;
    });
  }

  public StoredFile retrieve(Project project, String id) {
    return find(project.id(), id).orElseThrow(() -> notFound(id));
  }

  public Optional<StoredFile> find(String projectId, String id) {
    return store.find(projectId, id, clock.instant());
  }

  /** A file that a job needs, which is there even when it has expired or was deleted. */
  public Optional<StoredFile> findForJob(String projectId, String id) {
    return store.findEver(projectId, id);
  }

  /** Files of one purpose, or of all when it is null. */
  public Page<StoredFile> list(Project project, @Nullable String purpose, PageRequest page) {
    return store.list(project.id(), purpose, page, clock.instant());
  }

  /** The bytes of a file, verified; the path may be read until the file is deleted. */
  public Path content(StoredFile file) {
    return blobs.verified(file.sha256());
  }

  /** Reads kept bytes piece by piece; throws at their end when they are damaged. */
  public void read(Blob blob, ByteSink sink) {
    blobs.read(blob, sink);
  }

  /** Removes a file. While a job needs it, it is only not found any more. */
  public void delete(Project project, String id) {
    StoredFile file = retrieve(project, id);
    if (store.isNeeded(id)) {
      store.expire(file.projectId(), id, clock.instant());
    } else {
      delete(file);
    }
  }

  /** Removes what has expired or was never finished. */
  public void sweep() {
    Instant now = clock.instant();
    store.findExpired(now).forEach(this::delete);
    blobs.sweep(now);
  }

  /** Removes bytes that have no row, because a crash came between the two; reads every name. */
  public void sweepLost() {
    for (String sha256 : blobs.findOld(clock.instant())) {
      if (!store.isContentInUse(sha256)) {
        alone(() -> dropUnused(sha256)); // a row may have come meanwhile
      }
    }
  }

  private void delete(StoredFile file) {
    release(new Blob(file.sha256(), file.bytes()), () -> store.delete(file.projectId(), file.id()));
  }

  private boolean dropUnused(String sha256) {
    boolean unused = !store.isContentInUse(sha256);
    if (unused) {
      blobs.delete(sha256);
    }
    return unused;
  }

  private <T> T alone(Supplier<T> work) {
    rowsAndBytes.lock();
    try {
      return work.get();
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
