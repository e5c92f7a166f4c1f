package dev.attune.wire.files;

import dev.attune.wire.json.WireName;

/** How far a file is; clients poll until it is {@link #PROCESSED} or {@link #ERROR}. */
public enum FileStatus implements WireName {
  UPLOADED,
  PROCESSED,
  ERROR
}
