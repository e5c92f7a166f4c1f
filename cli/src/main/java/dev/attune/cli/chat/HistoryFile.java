package dev.attune.cli.chat;

import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where what was typed is remembered, for nobody else to read. */
final class HistoryFile {
  private HistoryFile() {}

  /** The file, which is there afterwards. */
  static Path of(Host host) {
    Path file =
        host.variable("XDG_STATE_HOME")
            .map(state -> Path.of(state, "attune"))
            .orElseGet(() -> userHome(host).resolve(".attune"))
            .resolve("chat-history");
    try {
      Files.createDirectories(
          file.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (Files.notExists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException e) {
      throw CliException.refused("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  private static Path userHome(Host host) {
    return Path.of(host.variable("HOME").orElse(System.getProperty("user.home")));
  }
}
