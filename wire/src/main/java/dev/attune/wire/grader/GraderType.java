package dev.attune.wire.grader;

import dev.attune.wire.json.WireName;

/** What a grader is. */
enum GraderType implements WireName {
  STRING_CHECK,
  TEXT_SIMILARITY,
  SCORE_MODEL,
  LABEL_MODEL,
  PYTHON,
  MULTI
}
