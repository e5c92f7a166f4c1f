package dev.attune.server.files;

import dev.attune.platform.files.StoredFile;
import dev.attune.wire.files.FileObject;
import dev.attune.wire.files.FileStatus;
import dev.attune.wire.files.Purpose;
import java.util.Arrays;

/** Files as the wire has them. */
public final class FileJson {
  private FileJson() {}

  public static FileObject of(StoredFile file) {
    return new FileObject(
        file.id(),
        file.bytes(),
        file.createdAt().getEpochSecond(),
        file.expiresAt() == null ? null : file.expiresAt().getEpochSecond(),
        file.filename(),
        purpose(file.purpose()),
        FileStatus.PROCESSED,
        null);
  }

  public static Purpose purpose(String name) {
    return Arrays.stream(Purpose.values())
        .filter(purpose -> purpose.wireName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Stored with the purpose " + name));
  }
}
