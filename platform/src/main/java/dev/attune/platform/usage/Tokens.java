package dev.attune.platform.usage;

/**
 * What answers took.
 *
 * @param input of the prompts, those that were remembered among them
 */
public record Tokens(long input, long cached, long output) {

  Tokens plus(Tokens other) {
    return new Tokens(input + other.input, cached + other.cached, output + other.output);
  }
}
