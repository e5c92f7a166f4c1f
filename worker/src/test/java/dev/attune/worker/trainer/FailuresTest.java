package dev.attune.worker.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.attune.protocol.Exit;
import dev.attune.torch.Device;
import dev.attune.torch.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  @Test
  void aLackOfMemoryIsKnownByWhoeverMeetsIt() {
    assertThat(code(new OutOfMemoryError("Java heap space"))).isEqualTo("out_of_memory");
    assertThat(code(new IllegalStateException(new OutOfMemoryError("native"))))
        .isEqualTo("out_of_memory");
    assertThat(
            code(
                new RuntimeException(
                    "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 4096 bytes.")))
        .isEqualTo("out_of_memory");
  }

  @Test
  void aFullDiskIsKnownByItsWords() {
    IOException full = new FileSystemException("weights", null, "No space left on device");

    assertThat(code(new UncheckedIOException(full))).isEqualTo("storage_full");
  }

  @Test
  void aMissingDeviceAndAMissingLibraryAreToldWithWhatToDo() {
    Torch.load();
    Throwable missing = catchThrowable(() -> new Device("cuda:0").open());
    Exit.Failed failed = Failures.exit(1, missing);
    assertThat(failed.code()).isEqualTo("device_unavailable");
    assertThat(failed.message()).contains("cuda:0", "-Pcuda");
    assertThat(failed.param()).isEqualTo("attune.device");

    Exit.Failed unlinked =
        Failures.exit(1, new UnsatisfiedLinkError("libcudart.so.13: cannot open shared object"));
    assertThat(unlinked.code()).isEqualTo("device_unavailable");
    assertThat(unlinked.message()).contains("libcudart.so.13", "-Pcuda");
  }

  @Test
  void anythingElseIsInternalAndTellsNothingOfTheMachine() {
    Exit.Failed failed = Failures.exit(3, new IllegalStateException("/secret/path 0x7f3a"));

    assertThat(failed.code()).isEqualTo("internal_error");
    assertThat(failed.message()).doesNotContain("secret").contains("log");
    assertThat(failed.fence()).isEqualTo(3);
  }

  private static String code(Throwable failure) {
    return Failures.exit(1, failure).code();
  }
}
