package dev.attune.worker.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of the machine's memory this process takes, libtorch's and Java's together: proc(5). */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern SIZE = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);
  private static final long KIBIBYTE = 1024;

  private ResidentMemory() {}

  /** Null where the system does not say. */
  static @Nullable Long bytes() {
    try {
      Matcher size = SIZE.matcher(Files.readString(STATUS));
      return size.find() ? Long.parseLong(size.group(1)) * KIBIBYTE : null;
    } catch (IOException notLinux) {
      return null;
    }
  }
}
