package dev.attune.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux says of the machine and of its processes. */
final class Machine {
  private Machine() {}

  static String processor() throws IOException {
    return field(Path.of("/proc/cpuinfo"), "model name").orElse("unknown");
  }

  /** The most memory this process ever held at once. */
  static String peakMemory() throws IOException {
    return "%,.0f MB".formatted(peakBytes() / 1e6);
  }

  /** The same as a number. */
  static long peakBytes() throws IOException {
    return bytes(ProcessHandle.current().pid(), "VmHWM");
  }

  /** A size of a process such as {@code VmRSS}, what it holds now; 0 once it has ended. */
  static long bytes(long process, String name) throws IOException {
    return field(Path.of("/proc/%d/status".formatted(process)), name) // 1234 kB
        .map(field -> Long.parseLong(field.substring(0, field.indexOf(' '))) * 1024)
        .orElse(0L);
  }

  private static Optional<String> field(Path file, String name) throws IOException {
    try (Stream<String> lines = Files.readAllLines(file).stream()) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (NoSuchFileException ended) {
      return Optional.empty();
    }
  }
}
