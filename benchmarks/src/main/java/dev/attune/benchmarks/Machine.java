package dev.attune.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of the machine and of this process. */
final class Machine {
  private Machine() {}

  static String processor() throws IOException {
    return field(Path.of("/proc/cpuinfo"), "model name");
  }

  /** The most memory this process ever held at once. */
  static String peakMemory() throws IOException {
    return "%,.0f MB".formatted(peakBytes() / 1e6);
  }

  /** The same as a number. */
  static long peakBytes() throws IOException {
    String field = field(Path.of("/proc/self/status"), "VmHWM"); // 1234 kB
    return Long.parseLong(field.substring(0, field.indexOf(' '))) * 1024;
  }

  private static String field(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
