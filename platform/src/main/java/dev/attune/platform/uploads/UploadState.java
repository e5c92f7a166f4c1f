package dev.attune.platform.uploads;

/** Where an upload is in its life. All but the first are ends: reached once and never left. */
public enum UploadState {
  /** Parts may come. */
  PENDING,
  /** A file was made of the parts. */
  COMPLETED,
  /** Ended on request. */
  CANCELLED,
  /** Its time was over before it was completed. */
  EXPIRED
}
