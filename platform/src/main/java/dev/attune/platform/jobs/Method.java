package dev.attune.platform.jobs;

import java.util.Locale;

/** How the examples of a job teach. */
public enum Method {
  /** What the assistant says is learnt. */
  SUPERVISED,
  /** One of two answers is preferred (https://arxiv.org/abs/2305.18290). */
  DPO;

  /** As the wire and the database call it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
