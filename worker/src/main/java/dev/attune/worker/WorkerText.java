package dev.attune.worker;

import dev.attune.data.ControlTokens;

/** What a specification says of text, in the words of {@code data}. */
public final class WorkerText {
  private WorkerText() {}

  public static ControlTokens of(dev.attune.protocol.ControlTokens controls) {
    return switch (controls) {
      case RECOGNIZED -> ControlTokens.RECOGNIZED;
      case PLAIN -> ControlTokens.PLAIN;
    };
  }
}
