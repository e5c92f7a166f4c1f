package dev.attune.platform.uploads;

import dev.attune.platform.files.StoredFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the rows of uploads and of their parts are kept. */
public interface UploadStore {
  void insert(Upload upload);

  Optional<Upload> find(String projectId, String id);

  /** Adds a part; false when the upload is not pending any more or would hold too much. */
  boolean addPart(UploadPart part, UploadLimits limits);

  /** In the order in which they came. */
  List<UploadPart> listParts(String uploadId);

  /**
   * Ends a pending upload, in one transaction with the file that was made of it, if one was.
   *
   * @return false when it had ended before and nothing was written
   */
  boolean end(String uploadId, UploadState end, Optional<StoredFile> file);

  /** The ids of uploads of all projects that are pending although their time is over. */
  List<String> findExpired(Instant now);

  /** Parts of uploads that have ended. */
  List<UploadPart> findLeftParts();

  void deletePart(String id);

  /** Forgets uploads that ended, have no parts left and had time until then. */
  void forget(Instant before);
}
