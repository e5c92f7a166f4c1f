package dev.attune.platform.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks NVIDIA's driver which GPUs there are, by the program that comes with it, so that the control
 * plane needs no native library.
 */
public record NvidiaSmi(List<String> program) {
  private static final long LONGEST_SECONDS = 20; // a driver that wakes up takes seconds
  private static final long MIB = 1L << 20;
  private static final List<String> QUERY =
      List.of("--query-gpu=index,name,memory.total,compute_cap", "--format=csv,noheader,nounits");

  /** The program where the search path has it. */
  public static final NvidiaSmi INSTALLED = new NvidiaSmi(List.of("nvidia-smi"));

  public NvidiaSmi {
    program = List.copyOf(program);
  }

  /**
   * One GPU.
   *
   * @param index from 0
   * @param memory bytes
   * @param computeCapability what it can do, as NVIDIA counts generations
   */
  public record Gpu(int index, String name, long memory, double computeCapability) {}

  /** All of them in the driver's order; empty where there is no driver or no answer. */
  public List<Gpu> gpus() {
    List<String> command = new ArrayList<>(program);
    command.addAll(QUERY);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          return List.of();
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return out.lines().flatMap(line -> parse(line).stream()).toList();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** A line of another form is of a GPU that cannot be used, such as one with an error. */
  private static Optional<Gpu> parse(String line) {
    String[] fields = line.split(", ", -1);
    try {
      return fields.length != 4
          ? Optional.empty()
          : Optional.of(
              new Gpu(
                  Integer.parseInt(fields[0].strip()),
                  fields[1].strip(),
                  Long.parseLong(fields[2].strip()) * MIB,
                  Double.parseDouble(fields[3].strip())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
