package dev.attune.wire.usage;

import dev.attune.wire.json.WireName;

/** By what counts are told apart. */
public enum UsageGroup implements WireName {
  PROJECT_ID,
  USER_ID,
  API_KEY_ID,
  MODEL,
  BATCH,
  SERVICE_TIER,
  API_SOURCE
}
