package dev.attune.worker.plan;

import dev.attune.training.Lengths;

/** What a trainer's process takes beside the numbers that it trains with. */
final class ProcessSize {
  /** The virtual machine, libtorch and BLAS with their buffers, as they were measured. */
  private static final long PROGRAM = 390L << 20;

  /** A token's number, whether it carries loss, and its share of the rest. */
  private static final long BYTES_PER_TOKEN = 6;

  private static final long BYTES_PER_EXAMPLE = 100;

  private ProcessSize() {}

  static long bytes(Lengths lengths) {
    long examples = (long) lengths.training().size() + lengths.heldOut().size();
    return PROGRAM + BYTES_PER_TOKEN * lengths.tokens() + BYTES_PER_EXAMPLE * examples;
  }
}
