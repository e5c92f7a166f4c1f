package dev.attune.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of another Java process, which must have been started with {@link #OPTIONS}.
 *
 * @param resident bytes that the process holds, without what was freed and not yet given back
 * @param machine of these, what the Java virtual machine holds: heap, classes, compiled code
 */
record JavaMemory(double resident, double machine) {
  /** With the whole heap in memory from the beginning, what grows is not the heap. */
  static final String OPTIONS = "-Xms256m -XX:+AlwaysPreTouch -XX:NativeMemoryTracking=summary";

  private static final Pattern COMMITTED = Pattern.compile("Total: .*committed=(\\d+)KB");
  private static final int KILOBYTE = 1024;

  static JavaMemory of(ProcessHandle process) throws IOException {
    ask(process, "System.trim_native_heap"); // compilers free a lot after they have worked
    double resident = Machine.bytes(process.pid(), "VmRSS");
    Matcher total = COMMITTED.matcher(ask(process, "VM.native_memory"));
    if (!total.find()) {
      throw new IllegalStateException("No total in what jcmd says");
    }
    return new JavaMemory(resident, (double) KILOBYTE * Long.parseLong(total.group(1)));
  }

  JavaMemory minus(JavaMemory earlier) {
    return new JavaMemory(resident - earlier.resident, machine - earlier.machine);
  }

  @Override
  public String toString() {
    return "%,.1f MB".formatted(resident / 1e6);
  }

  private static String ask(ProcessHandle process, String question) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    return new Peer(List.of(jcmd.toString())).output(process.pid(), question);
  }
}
