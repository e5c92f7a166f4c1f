package dev.attune.cli.doctor;

import dev.attune.wire.doctor.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What NVIDIA's driver says. A machine without one is well: jobs train on its cores.
 *
 * @param command that prints a line for each GPU
 * @param cuda whether this build could use one
 */
record GpuCheck(List<String> command, boolean cuda) implements Check {
  private static final String NAME = "gpu";
  private static final long LONGEST_SECONDS = 20; // a driver that wakes up takes seconds
  private static final List<String> NVIDIA_SMI =
      List.of(
          "nvidia-smi", "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader");

  static GpuCheck of(WorkerJar worker) {
    return new GpuCheck(NVIDIA_SMI, worker.hasCuda());
  }

  @Override
  public Finding look() {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return Finding.ok(NAME, "no NVIDIA driver; jobs train on the cores");
    }
    try {
      return answer(process);
    } catch (IOException e) {
      return broken(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return broken("it was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private Finding answer(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      return broken("no answer within %d s".formatted(LONGEST_SECONDS));
    }
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String first = said.lines().findFirst().orElse("no GPU");
    if (process.exitValue() != 0 || said.isEmpty()) {
      return broken(first);
    }
    String gpus = String.join("; ", said.lines().toList());
    return cuda
        ? Finding.ok(NAME, gpus)
        : Finding.warning(
            NAME,
            gpus + ", which this build cannot use",
            "Build with CUDA: ./mvnw -Pcuda -DskipTests package");
  }

  private static Finding broken(String reason) {
    return Finding.warning(
        NAME,
        "nvidia-smi fails: %s".formatted(reason),
        "Mend the driver or restart the machine; until then jobs train on the cores");
  }
}
