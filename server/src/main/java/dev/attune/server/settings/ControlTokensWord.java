package dev.attune.server.settings;

import dev.attune.protocol.ControlTokens;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what an operator says of control tokens, in small letters as all words of options. */
final class ControlTokensWord implements ITypeConverter<ControlTokens> {
  @Override
  public ControlTokens convert(String word) {
    return switch (word) {
      case "recognized" -> ControlTokens.RECOGNIZED;
      case "plain" -> ControlTokens.PLAIN;
      default ->
          throw new TypeConversionException(
              "'%s' must be 'recognized' or 'plain'.".formatted(word));
    };
  }
}
