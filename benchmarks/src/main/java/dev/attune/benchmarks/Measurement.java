package dev.attune.benchmarks;

import java.io.IOException;

/** Something to be measured, which prints its table row by row. */
@FunctionalInterface
interface Measurement {
  void print() throws IOException;
}
