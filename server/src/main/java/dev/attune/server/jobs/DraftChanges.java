package dev.attune.server.jobs;

import dev.attune.platform.run.ReadFile;
import dev.attune.platform.run.ReadProgress;
import dev.attune.wire.finetuning.DraftWork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is new about the files of a draft of a job. */
final class DraftChanges implements Supplier<List<DraftWork>> {
  private final ReadProgress progress;
  private List<DraftWork> told = List.of();

  DraftChanges(ReadProgress progress) {
    this.progress = progress;
  }

  @Override
  public List<DraftWork> get() {
    List<DraftWork> now = now();
    List<DraftWork> changes = now.stream().filter(line -> !told.contains(line)).toList();
    told = now;
    return changes;
  }

  private List<DraftWork> now() {
    boolean planning = progress.isPlanning(); // first, for then all files are read
    List<DraftWork> lines = new ArrayList<>();
    for (ReadFile file : progress.files()) {
      lines.add(new DraftWork.Progress(name(file), file.done(), file.total()));
    }
    if (planning) {
      lines.add(new DraftWork.Progress(DraftWork.MEASURING, 0, 0));
    }
    return lines;
  }

  private String name(ReadFile file) {
    long same = progress.files().stream().filter(other -> other.name().equals(file.name())).count();
    return same == 1 ? file.name() : file.id();
  }
}
