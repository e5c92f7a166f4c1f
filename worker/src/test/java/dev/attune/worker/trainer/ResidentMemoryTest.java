package dev.attune.worker.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ResidentMemoryTest {
  @Test
  void memoryThatIsWrittenToIsSeen() {
    long size = 256 << 20;
    long before = Objects.requireNonNull(ResidentMemory.bytes());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment written = arena.allocate(size).fill((byte) 1);
      assertThat(written.byteSize()).isEqualTo(size);
      assertThat(ResidentMemory.bytes()).isGreaterThan(before + size / 2);
    }
  }
}
