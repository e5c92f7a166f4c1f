package dev.attune.platform.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the files of a job, or of a draft of one, are read. Whoever reads never waits for those
 * who look.
 */
public final class ReadProgress {
  private volatile List<ReadFile> files = List.of();
  private volatile boolean planning;

  /** These will be read, one behind the other. */
  public void begin(ReadFile training, Optional<ReadFile> validation) {
    files = Stream.concat(Stream.of(training), validation.stream()).toList();
  }

  /** All is read; what remains is to plan the memory and to measure. */
  void plan() {
    planning = true;
  }

  /** None before it is known which. */
  public List<ReadFile> files() {
    return files;
  }

  public boolean isPlanning() {
    return planning;
  }

  /** Bytes that are read of all files. */
  public long done() {
    return files.stream().mapToLong(ReadFile::done).sum();
  }

  /** Bytes of all files. */
  public long total() {
    return files.stream().mapToLong(ReadFile::total).sum();
  }
}
