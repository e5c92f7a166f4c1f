package dev.attune.platform.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a worker program is started.
 *
 * @param java the program with its options, up to the class path
 * @param archives folder where each program keeps its classes as the virtual machine has prepared
 *     them, so that the next one starts in half the time; may be emptied at any time
 * @param hasCuda whether its libtorch could use an NVIDIA GPU
 */
public record WorkerCommand(List<String> java, Optional<Path> archives, boolean hasCuda) {
  public WorkerCommand {
    java = List.copyOf(java);
  }

  /** A process of one program, which can still be added to; {@code heap} is as in {@code -Xmx}. */
  public ProcessBuilder process(String mainClass, String heap, List<String> arguments) {
    List<String> command = new ArrayList<>(java);
    archives.ifPresent(folder -> command.addAll(archive(folder, mainClass)));
    command.add("-Xmx" + heap);
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // A parallel operator inside a worker thread would only get in the others' way.
    builder
        .environment()
        .putAll(
            Map.of(
                "OMP_NUM_THREADS", "1",
                "OPENBLAS_NUM_THREADS", "1",
                "CUBLAS_WORKSPACE_CONFIG", ":4096:8")); // the same sums each time
    builder.environment().keySet().removeIf(name -> name.startsWith("ATTUNE_")); // secrets
    return builder;
  }

  /**
   * The same for a program that computes with libtorch alone: compiling its Java thoroughly would
   * take the cores for longer than it saves.
   */
  ProcessBuilder quick(String mainClass, String heap, List<String> arguments) {
    ProcessBuilder builder = process(mainClass, heap, arguments);
    builder.command().add(1, "-XX:TieredStopAtLevel=1");
    return builder;
  }

  /**
   * What is wrong with an archive is nobody's concern, as programs go without; and what a program
   * says is not for the virtual machine to add to.
   */
  private static List<String> archive(Path folder, String mainClass) {
    return List.of(
        "-XX:SharedArchiveFile=" + folder.resolve(mainClass + ".jsa"),
        "-XX:+AutoCreateSharedArchive",
        "-Xlog:cds=off,cds+dynamic=off,aot=off",
        "-XX:+DisplayVMOutputToStderr");
  }
}
