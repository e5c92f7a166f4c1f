package dev.attune.cli.doctor;

import dev.attune.wire.doctor.Finding;

/** What this process may use of the machine's cores; a container may have fewer. */
record CoresCheck(int cores) implements Check {
  private static final String NAME = "cores";

  @Override
  public Finding look() {
    return cores < 2
        ? Finding.warning(
            NAME,
            "%d, which training, answers and the server share".formatted(cores),
            "Give the machine or container two or more")
        : Finding.ok(NAME, String.valueOf(cores));
  }
}
