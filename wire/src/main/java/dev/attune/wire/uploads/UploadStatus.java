package dev.attune.wire.uploads;

import dev.attune.wire.json.WireName;

/** How far an upload is; all but the first are ends. */
public enum UploadStatus implements WireName {
  PENDING,
  COMPLETED,
  CANCELLED,
  EXPIRED
}
