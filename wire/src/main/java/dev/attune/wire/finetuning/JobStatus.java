package dev.attune.wire.finetuning;

import dev.attune.wire.json.WireName;

/** Where a job is in its life. */
public enum JobStatus implements WireName {
  VALIDATING_FILES,
  QUEUED,
  RUNNING,
  /** In OpenAI's guide and examples, though not in its schema. */
  PAUSED,
  SUCCEEDED,
  FAILED,
  CANCELLED
}
