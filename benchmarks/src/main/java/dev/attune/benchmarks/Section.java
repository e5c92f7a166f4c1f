package dev.attune.benchmarks;

import java.io.IOException;
import java.util.Locale;

/** The tables, in the order in which they are printed. */
enum Section {
  TRAINING,
  DECODING,
  ROUTES,
  JOB_TIMES,
  PACKED,
  DATA,
  MEMORY,
  ESTIMATE;

  /** Measures and prints. */
  void print(Setting setting) throws IOException {
    measurement(setting).print();
    System.out.println();
  }

  private Measurement measurement(Setting setting) {
    return switch (this) {
      case TRAINING -> new TrainingTable(setting);
      case DECODING -> new DecodingTable(setting);
      case ROUTES -> new RoutesTable();
      case JOB_TIMES -> new JobTimesTable();
      case PACKED -> new PackedTable(setting);
      case DATA -> new DataTable(setting);
      case MEMORY -> new MemoryTable();
      case ESTIMATE -> new EstimateTable(setting);
    };
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
