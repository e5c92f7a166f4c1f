package dev.attune.server.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far a pull is: kept by whoever downloads, read now and then by whoever tells of it. */
public final class PullProgress {
  @GuardedBy("this")
  private final Map<String, FileProgress> changed = new LinkedHashMap<>();

  synchronized void set(RemoteFile file, long done) {
    changed.put(file.name(), new FileProgress(file.name(), done, file.size()));
  }

  /** What is not as it was when this was asked before. */
  public synchronized List<FileProgress> changes() {
    List<FileProgress> changes = List.copyOf(changed.values());
    changed.clear();
    return changes;
  }
}
