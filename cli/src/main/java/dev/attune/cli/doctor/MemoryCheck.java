package dev.attune.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.attune.cli.terminal.Sizes;
import dev.attune.wire.doctor.Finding;
import java.lang.management.ManagementFactory;

/**
 * The memory of the machine, or of the container.
 *
 * @param bytes of all of it
 */
record MemoryCheck(long bytes) implements Check {
  private static final String NAME = "memory";
  private static final long LEAST = 1L << 30; // a server and one small worker
  private static final long COMFORTABLE = 4L << 30;

  static MemoryCheck ofThisMachine() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new MemoryCheck(system.getTotalMemorySize());
  }

  @Override
  public Finding look() {
    if (bytes < LEAST) {
      return Finding.problem(
          NAME,
          "%s is too little for a server and a worker".formatted(Sizes.bytes(bytes)),
          "Give the machine or container 4 GB or more");
    }
    return bytes < COMFORTABLE
        ? Finding.warning(
            NAME,
            "%s is enough for very small models only".formatted(Sizes.bytes(bytes)),
            "Give the machine or container 4 GB or more; 'attune estimate' says what a job needs")
        : Finding.ok(NAME, Sizes.bytes(bytes));
  }
}
