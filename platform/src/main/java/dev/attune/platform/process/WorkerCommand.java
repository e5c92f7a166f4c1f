package dev.attune.platform.process;

import java.util.ArrayList;
import java.util.List;

/**
 * How a worker program is started.
 *
 * @param java the program with its options, up to the class path
 */
public record WorkerCommand(List<String> java) {
  public WorkerCommand {
    java = List.copyOf(java);
  }

  /** The whole command of one program; {@code heap} is as in {@code -Xmx}. */
  public List<String> of(String mainClass, String heap, List<String> arguments) {
    List<String> command = new ArrayList<>(java);
    command.add("-Xmx" + heap);
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }
}
