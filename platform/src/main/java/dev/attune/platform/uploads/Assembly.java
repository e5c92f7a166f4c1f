package dev.attune.platform.uploads;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.files.ByteSink;
import dev.attune.platform.files.IncomingBlob;
import dev.attune.platform.files.LineCheck;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the parts of an upload one behind the other, and looks at them as they go by. */
final class Assembly {
  private final IncomingBlob target;
  private final MessageDigest md5;
  private final Optional<LineCheck> lines;

  Assembly(Upload upload, IncomingBlob target) {
    this.target = target;
    this.md5 = md5();
    this.lines =
        upload.file().purpose().equals(StoredFile.FINE_TUNE)
            ? Optional.of(new LineCheck())
            : Optional.empty();
  }

  void write(StoredFiles files, List<UploadPart> parts) {
    ByteSink all = this::write;
    parts.forEach(part -> files.read(part.blob(), all));
    lines.ifPresent(LineCheck::finish);
  }

  /** Throws when the file is not what it should be. */
  void refuseFault(@Nullable String expectedMd5) {
    String actual = HexFormat.of().formatHex(md5.digest());
    if (expectedMd5 != null && !expectedMd5.equals(actual)) {
      throw PlatformException.invalid(
          "md5",
          "The parts together have the MD5 checksum %s, not %s. Check the order of part_ids, or send the parts again."
              .formatted(actual, expectedMd5));
    }
    lines.ifPresent(LineCheck::refuseFault);
  }

  private void write(byte[] bytes, int offset, int length) {
    target.write(bytes, offset, length);
    md5.update(bytes, offset, length);
    lines.ifPresent(check -> check.accept(bytes, offset, length));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
