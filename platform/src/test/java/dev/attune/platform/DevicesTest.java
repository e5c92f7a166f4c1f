package dev.attune.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.jobs.TrainingDevice;
import dev.attune.platform.process.NvidiaSmi;
import dev.attune.protocol.JobSpec.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program that answers as NVIDIA's does on machines of several kinds. */
final class DevicesTest {
  private static final TrainingDevice CPU = TrainingDevice.cpu(1, 2, 1000);
  private static final String TWO =
      """
      0, NVIDIA H100 80GB HBM3, 81559, 9.0
      1, Tesla T4, 15360, 7.5
      """;

  @TempDir private Path folder;

  @Test
  void theFirstGpuIsTakenAndTheOthersCanBeNamed() throws IOException {
    Devices devices = Devices.find("auto", true, CPU, answering(TWO));

    assertThat(devices.found())
        .containsExactly(
            new TrainingDevice("cuda:0", "NVIDIA H100 80GB HBM3", Compute.BF16, 1, 1, share(81559)),
            new TrainingDevice("cuda:1", "Tesla T4", Compute.F32, 1, 1, share(15360)),
            CPU);
    assertThat(devices.why()).contains("cuda:0", "H100", "BF16", "nvidia-smi");
  }

  @Test
  void oneThatIsNamedIsTheOnlyOne() throws IOException {
    assertThat(Devices.find("cuda:1", true, CPU, answering(TWO)).found())
        .extracting(TrainingDevice::id)
        .containsExactly("cuda:1");
    assertThat(Devices.find("cpu", true, CPU, answering(TWO)).found()).containsExactly(CPU);
  }

  @Test
  void withoutAGpuTheCpuIsTakenAndTheReasonSaid() throws IOException {
    assertThat(Devices.find("auto", false, CPU, answering(TWO)).why())
        .contains("no CUDA", "-Pcuda");
    for (NvidiaSmi silent :
        List.of(
            new NvidiaSmi(List.of(folder.resolve("missing").toString())),
            answering(""),
            answering("0, GRID, [N/A], [N/A]"),
            failing())) {
      Devices devices = Devices.find("auto", true, CPU, silent);
      assertThat(devices.found()).containsExactly(CPU);
      assertThat(devices.why()).contains("cpu", "finds no GPU");
    }
  }

  @Test
  void aDeviceThatIsAskedForByNameAndMissingIsRefused() throws IOException {
    NvidiaSmi two = answering(TWO);
    assertThatThrownBy(() -> Devices.find("cuda:2", true, CPU, two))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("--device cuda:2")
        .hasMessageContaining("2 GPU(s)");
    assertThatThrownBy(() -> Devices.find("cuda:0", false, CPU, two))
        .hasMessageContaining("no CUDA");
  }

  private static long share(long mib) {
    return (long) (0.9 * (mib << 20));
  }

  private NvidiaSmi answering(String text) throws IOException {
    return program("printf '%s' '" + text + "'");
  }

  private NvidiaSmi failing() throws IOException {
    return program("echo 'NVIDIA-SMI has failed because it couldn'; exit 9");
  }

  private NvidiaSmi program(String script) throws IOException {
    Path file = Files.createTempFile(folder, "nvidia-smi", "");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new NvidiaSmi(List.of(file.toString()));
  }
}
