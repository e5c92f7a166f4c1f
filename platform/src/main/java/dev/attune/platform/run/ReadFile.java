package dev.attune.platform.run;

import dev.attune.platform.files.StoredFile;
import java.nio.file.Path;

/** A file while it is read: the reader says how far it is, and others look. */
public final class ReadFile {
  private final StoredFile file;
  private final Path content;
  private volatile long done;

  /**
   * A file of which nothing is read.
   *
   * @param content where its bytes lie
   */
  public ReadFile(StoredFile file, Path content) {
    this.file = file;
    this.content = content;
  }

  public String id() {
    return file.id();
  }

  /** As the client said; two files may have the same. */
  public String name() {
    return file.filename();
  }

  public Path content() {
    return content;
  }

  /** So many bytes are read, from its beginning on. */
  public void read(long bytes) {
    done = bytes;
  }

  /** Bytes that are read. */
  public long done() {
    return done;
  }

  /** All bytes. */
  public long total() {
    return file.bytes();
  }
}
