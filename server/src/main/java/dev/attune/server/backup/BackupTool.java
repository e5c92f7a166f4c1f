package dev.attune.server.backup;

import dev.attune.platform.backup.BackupReader;
import dev.attune.platform.backup.BackupWriter;
import dev.attune.platform.backup.Manifest;
import dev.attune.platform.backup.Progress;
import dev.attune.platform.failure.PlatformException;
import dev.attune.wire.backup.BackupWork;
import dev.attune.wire.json.WireJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.spi.ToolProvider;

/**
 * Takes {@code write DATA BACKUP}, {@code verify BACKUP} or {@code restore BACKUP DATA}, and prints
 * a {@link BackupWork} in each line.
 */
public final class BackupTool implements ToolProvider {
  @Override
  public String name() {
    return "attune-backup";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    Progress progress = (file, done, total) -> say(out, new BackupWork.Progress(file, done, total));
    try {
      say(out, work(arguments, progress));
      return 0;
    } catch (PlatformException e) {
      say(out, new BackupWork.Failed(String.valueOf(e.getMessage())));
      return 1;
    }
  }

  private static BackupWork work(String[] arguments, Progress progress) {
    Path first = Path.of(arguments[1]);
    return switch (arguments[0]) {
      case "write" -> {
        Path backup = Path.of(arguments[2]);
        BackupWriter.write(first, backup, InstantSource.system(), progress);
        yield done(backup, BackupReader.verify(backup, progress));
      }
      case "verify" -> done(first, BackupReader.verify(first, progress));
      case "restore" -> {
        Path data = Path.of(arguments[2]);
        yield done(data, BackupReader.restore(first, data, progress));
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    };
  }

  private static BackupWork done(Path directory, Manifest manifest) {
    return new BackupWork.Done(
        directory.toString(),
        manifest.createdAt(),
        manifest.files().size(),
        manifest.bytes(),
        manifest.outside(),
        manifest.lost());
  }

  private static void say(PrintWriter out, BackupWork work) {
    out.println(WireJson.text(work));
    out.flush();
  }
}
