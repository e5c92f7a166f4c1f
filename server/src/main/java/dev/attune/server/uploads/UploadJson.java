package dev.attune.server.uploads;

import dev.attune.platform.files.NewFile;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.uploads.CompletedUpload;
import dev.attune.platform.uploads.Completion;
import dev.attune.platform.uploads.Upload;
import dev.attune.platform.uploads.UploadState;
import dev.attune.server.files.FileJson;
import dev.attune.server.form.Filename;
import dev.attune.wire.uploads.CompleteUpload;
import dev.attune.wire.uploads.CreateUpload;
import dev.attune.wire.uploads.UploadObject;
import dev.attune.wire.uploads.UploadPart;
import dev.attune.wire.uploads.UploadStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Uploads between the wire and the platform. */
final class UploadJson {
  private UploadJson() {}

  static NewFile file(CreateUpload request) {
    Integer seconds = request.expiresAfterSeconds();
    return new NewFile(
        request.purpose().wireName(),
        Filename.clean(request.filename()),
        seconds == null ? null : Duration.ofSeconds(seconds));
  }

  static Completion completion(CompleteUpload request) {
    return new Completion(request.partIds(), request.md5());
  }

  static UploadObject of(Upload upload) {
    return of(upload, null);
  }

  static UploadObject of(CompletedUpload completed) {
    return of(completed.upload(), completed.file());
  }

  static UploadPart of(dev.attune.platform.uploads.UploadPart part) {
    return new UploadPart(part.id(), part.createdAt().getEpochSecond(), part.uploadId());
  }

  private static UploadObject of(Upload upload, @Nullable StoredFile file) {
    return new UploadObject(
        upload.id(),
        upload.bytes(),
        upload.createdAt().getEpochSecond(),
        upload.file().filename(),
        FileJson.purpose(upload.file().purpose()),
        status(upload.state()),
        upload.expiresAt().getEpochSecond(),
        file == null ? null : FileJson.of(file));
  }

  private static UploadStatus status(UploadState state) {
    return switch (state) {
      case PENDING -> UploadStatus.PENDING;
      case COMPLETED -> UploadStatus.COMPLETED;
      case CANCELLED -> UploadStatus.CANCELLED;
      case EXPIRED -> UploadStatus.EXPIRED;
    };
  }
}
