package dev.attune.benchmarks;

/** Examples of a step, and tokens of each. */
record TrainingShape(int batch, int sequence) {
  @Override
  public String toString() {
    return "%d × %d".formatted(batch, sequence);
  }
}
