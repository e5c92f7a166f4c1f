package dev.attune.platform.backup;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where copies may be written. */
final class Folders {
  private Folders() {}

  /**
   * Only what is new or empty is written into.
   *
   * @param source what is copied; a copy inside of it would copy itself
   */
  static void checkUnused(Path target, Path source) throws IOException {
    if (target.startsWith(source)) {
      throw unusable(target, "it lies inside %s. Choose another place".formatted(source));
    }
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw unusable(target, "it is no folder");
    }
    try (Stream<Path> content = Files.list(target)) {
      if (content.findAny().isPresent()) {
        throw unusable(target, "it is not empty. Choose a new folder; nothing is written over");
      }
    }
  }

  static PlatformException unusable(Path folder, String reason) {
    return new PlatformException(
        ErrorCode.UNUSABLE_STORAGE, null, "%s cannot be used: %s.".formatted(folder, reason));
  }
}
