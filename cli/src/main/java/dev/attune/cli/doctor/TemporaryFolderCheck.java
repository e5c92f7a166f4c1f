package dev.attune.cli.doctor;

import dev.attune.wire.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where SQLite's native code is unpacked: it must be possible to write there, and to run it. */
record TemporaryFolderCheck(Path folder) implements Check {
  private static final String NAME = "tmp";
  private static final String CHOOSE =
      "Make it so, or choose another: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR";

  static TemporaryFolderCheck ofThisProcess() {
    return new TemporaryFolderCheck(Path.of(System.getProperty("java.io.tmpdir")));
  }

  @Override
  public Finding look() {
    try {
      Path file =
          Files.createTempFile(
              folder,
              "attune-doctor",
              null,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      boolean runs = Files.isExecutable(file); // the system says no on a disk that is noexec
      Files.delete(file);
      return runs
          ? Finding.ok(NAME, "%s can be written to".formatted(folder))
          : Finding.problem(
              NAME, "nothing in %s may run (it is mounted noexec)".formatted(folder), CHOOSE);
    } catch (IOException e) {
      return Finding.problem(NAME, "%s cannot be written to".formatted(folder), CHOOSE);
    }
  }
}
