package dev.attune.platform.uploads;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.files.Blob;
import dev.attune.platform.files.IncomingBlob;
import dev.attune.platform.files.NewFile;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.owner.Project;
import dev.attune.wire.ids.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Uploads: rows over parts, whose bytes are kept as those of files are. A part is on disk before
 * its row, and its row before the client hears of it. The file and the end of its upload are
 * written together, so a crash leaves both or neither. What an ended upload has left is removed by
 * the next sweep.
 */
public final class Uploads {
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** For so long after its time an ended upload is told from one that never was. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final UploadStore store;
  private final StoredFiles files;
  private final InstantSource clock;
  private final Ids ids = new Ids();

  /** Uploads whose parts are being read; a sweep lets these be. */
  private final Set<String> beingRead = ConcurrentHashMap.newKeySet();

  public Uploads(UploadStore store, StoredFiles files, InstantSource clock) {
    this.store = store;
    this.files = files;
    this.clock = clock;
  }

  /** Begins an upload of a file of so many bytes. */
  public Upload create(Project project, NewFile file, long bytes) {
    Instant now = now();
    Upload upload =
        new Upload(
            ids.upload(), project.id(), file, bytes, now, now.plus(LIFETIME), UploadState.PENDING);
    store.insert(upload);
    return upload;
  }

  /** Throws unless an upload takes parts now; asked before the bytes of a part are read. */
  public void checkPending(Project project, String id) {
    pending(project, id);
  }

  /** Opens a place for the bytes of a part; {@link #addPart} or closing it ends it. */
  public IncomingBlob receive() {
    return files.receive();
  }

  /** Adds a part of received bytes; it is durable when this returns. */
  public UploadPart addPart(Project project, String id, IncomingBlob bytes, UploadLimits limits) {
    checkPending(project, id);
    return files.keep(bytes, blob -> insert(project, id, blob, limits));
  }

  /** Makes a file of the parts; it is durable when this returns, and nothing of it shows before. */
  public CompletedUpload complete(Project project, String id, Completion completion) {
    checkPending(project, id); // before others of the same project are kept out
    if (!beingRead.add(id)) {
      throw wrongState("The upload %s is being completed by another request.".formatted(id));
    }
    try {
      return complete(pending(project, id), completion);
    } finally {
      beingRead.remove(id);
    }
  }

  /** Ends an upload that is pending. */
  public Upload cancel(Project project, String id) {
    Upload upload = pending(project, id);
    end(upload, UploadState.CANCELLED, Optional.empty());
    return upload.in(UploadState.CANCELLED);
  }

  /** Ends uploads whose time is over, and removes what ended ones have left. */
  public void sweep() {
    Instant now = clock.instant();
    for (String id : store.findExpired(now)) {
      if (!beingRead.contains(id)) {
        store.end(id, UploadState.EXPIRED, Optional.empty());
      }
    }
    for (UploadPart part : store.findLeftParts()) {
      if (!beingRead.contains(part.uploadId())) {
        files.release(part.blob(), () -> store.deletePart(part.id()));
      }
    }
    store.forget(now.minus(REMEMBERED));
  }

  private UploadPart insert(Project project, String id, Blob blob, UploadLimits limits) {
    UploadPart part = new UploadPart(ids.part(), id, blob, now());
    if (!store.addPart(part, limits)) {
      checkPending(project, id); // it may have ended meanwhile
      throw PlatformException.invalid(
          "data",
          "With this part, of %,d bytes, the upload would hold more than the %,d parts or the %,d bytes allowed here. Begin a new upload."
              .formatted(blob.bytes(), limits.parts(), limits.bytes()));
    }
    return part;
  }

  private CompletedUpload complete(Upload upload, Completion completion) {
    List<UploadPart> parts =
        new PartOrder(upload, store.listParts(upload.id())).of(completion.partIds());
    try (IncomingBlob whole = files.receive()) {
      Assembly assembly = new Assembly(upload, whole);
      assembly.write(files, parts);
      assembly.refuseFault(completion.md5());
      return files.create(
          upload.projectId(),
          upload.file(),
          whole,
          file -> {
            end(upload, UploadState.COMPLETED, Optional.of(file));
            return new CompletedUpload(upload.in(UploadState.COMPLETED), file);
          });
    }
  }

  private void end(Upload upload, UploadState state, Optional<StoredFile> file) {
    if (!store.end(upload.id(), state, file)) {
      throw ended(find(upload.projectId(), upload.id())); // someone else was first
    }
  }

  private Upload pending(Project project, String id) {
    Upload upload = find(project.id(), id);
    if (upload.stateAt(clock.instant()) != UploadState.PENDING) {
      throw ended(upload);
    }
    return upload;
  }

  private Upload find(String projectId, String id) {
    return store
        .find(projectId, id)
        .orElseThrow(() -> PlatformException.notFound(ErrorCode.UPLOAD_NOT_FOUND, id));
  }

  private PlatformException ended(Upload upload) {
    String end =
        switch (upload.stateAt(clock.instant())) {
          case PENDING -> "has changed";
          case COMPLETED -> "was completed";
          case CANCELLED -> "was cancelled";
          case EXPIRED -> "has expired";
        };
    return wrongState(
        "The upload %s %s, so it takes no more parts and can be neither completed nor cancelled. Create a new one."
            .formatted(upload.id(), end));
  }

  private static PlatformException wrongState(String message) {
    return new PlatformException(ErrorCode.WRONG_STATE, null, message);
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
