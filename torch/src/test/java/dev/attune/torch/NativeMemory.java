package dev.attune.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/**
 * What the C library has given out and not got back, for leak tests (glibc's {@code mallinfo2}).
 */
@SuppressWarnings("restricted")
public final class NativeMemory {
  private static final int FIELDS = 10;
  private static final int MAPPED = 4;
  private static final int IN_USE = 7;
  private static final int LOOKS = 20;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final MethodHandle MALLINFO2 =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("mallinfo2"),
              FunctionDescriptor.of(
                  MemoryLayout.structLayout(
                      MemoryLayout.sequenceLayout(FIELDS, ValueLayout.JAVA_LONG))));

  private NativeMemory() {}

  /**
   * The least that is held within some seconds. Compilers of the Java machine hold memory while
   * they work; what leaks is held for ever.
   */
  public static long leastHeldBytes() throws InterruptedException {
    long least = heldBytes();
    for (int i = 0; i < LOOKS; i++) {
      Thread.sleep(PAUSE);
      least = Math.min(least, heldBytes());
    }
    return least;
  }

  /** Bytes held by this process through {@code malloc}. */
  public static long heldBytes() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) MALLINFO2.invokeExact((SegmentAllocator) arena);
      return info.getAtIndex(ValueLayout.JAVA_LONG, MAPPED)
          + info.getAtIndex(ValueLayout.JAVA_LONG, IN_USE);
    } catch (Throwable e) {
      throw new IllegalStateException("mallinfo2 cannot be called", e);
    }
  }
}
