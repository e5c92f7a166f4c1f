package dev.attune.platform.files;

import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the rows of files are kept. An expired file is not found any more. */
public interface FileStore {
  void insert(StoredFile file);

  Optional<StoredFile> find(String projectId, String id, Instant now);

  /** A file as long as it has a row, expired or not. */
  Optional<StoredFile> findEver(String projectId, String id);

  /** Files of one purpose, or of all when it is null. */
  Page<StoredFile> list(String projectId, @Nullable String purpose, PageRequest page, Instant now);

  /** Returns false when there was none. */
  boolean delete(String projectId, String id);

  /** Lets a file expire now. */
  void expire(String projectId, String id, Instant now);

  /** True while a job that has not ended names the file. */
  boolean isNeeded(String id);

  /** Files whose time is over and that no job needs any more. */
  List<StoredFile> findExpired(Instant now);

  /** True while some file or part of an upload has this content. */
  boolean isContentInUse(String sha256);
}
