package dev.attune.cli.doctor;

import dev.attune.wire.doctor.Finding;

/** Looks at one thing; whatever it meets becomes a finding. */
@FunctionalInterface
interface Check {
  Finding look();
}
