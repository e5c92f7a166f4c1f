package dev.attune.worker.spec;

import dev.attune.data.ControlTokens;

/** What a specification says of text, in the words of {@code data}. */
public final class TextSpec {
  private TextSpec() {}

  public static ControlTokens controlTokens(dev.attune.protocol.ControlTokens controls) {
    return switch (controls) {
      case RECOGNIZED -> ControlTokens.RECOGNIZED;
      case PLAIN -> ControlTokens.PLAIN;
    };
  }
}
