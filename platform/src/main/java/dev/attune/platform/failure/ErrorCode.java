package dev.attune.platform.failure;

/** The kinds of {@link PlatformException}; whoever answers a client turns them into its errors. */
public enum ErrorCode {
  /** The message is the id. */
  FILE_NOT_FOUND,
  /** The message is the id. */
  UPLOAD_NOT_FOUND,
  /** The message is the id. */
  JOB_NOT_FOUND,
  /** The message is the name. */
  MODEL_NOT_FOUND,
  /** Not there, or not to be asked; the message is the name. */
  MODEL_NOT_SERVED,
  /** Not there, or not to be tuned; the message is the name. */
  MODEL_NOT_TUNABLE,
  /** The message is the id. */
  KEY_NOT_FOUND,
  /** The message is the id. */
  PROJECT_NOT_FOUND,
  /** The message is the id. */
  SERVICE_ACCOUNT_NOT_FOUND,
  /** The message is the id. */
  PERMISSION_NOT_FOUND,
  /** The message is the id. */
  WEBHOOK_NOT_FOUND,
  /** An upload for fine-tuning that is not JSONL; the message says which line and why. */
  NOT_JSON_LINES,
  /** Something else that whoever asked can mend. */
  INVALID_REQUEST,
  /** The machine has not as much memory as what is asked needs; the message says how much. */
  INSUFFICIENT_MEMORY,
  /** What is asked does not go with the state that the job or upload is in. */
  WRONG_STATE,
  /** The model cannot be loaded now; asking again later may help. */
  SAMPLER_UNAVAILABLE,
  /** A worker process ended without doing what it was asked to. */
  WORKER_FAILED,
  /** Bytes on disk are not what they were when they were stored. */
  INTEGRITY,
  /** The disk is full. */
  STORAGE_FULL,
  /** The data directory or its database cannot be used. */
  UNUSABLE_STORAGE
}
