package dev.attune.data.tokenizer;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Keeps from the native library what would end the whole process or never come to an end. The
 * library trusts a {@code tokenizer.json}; it may come from a stranger.
 */
final class ComponentGuard {
  private static final int MAX_PATTERN_LENGTH = 4_000;

  /** A repeated group in which something is repeated, such as {@code (a+)+}. */
  private static final Pattern NESTED_REPETITION =
      Pattern.compile("[+*}]\\??\\)(?:[+*]|\\{\\d+,)|[+*}]\\??\\|[^)]*\\)(?:[+*]|\\{\\d+,)");

  private ComponentGuard() {}

  /**
   * Looks through a normalizer, pre-tokenizer, post-processor or decoder.
   *
   * @throws TokenizerException when it has what is known to be dangerous
   */
  static void check(JsonNode component) {
    checkStrip(component);
    checkPattern(component.path("pattern").path("Regex").asString(""));
    component.forEach(ComponentGuard::check);
  }

  private static void checkStrip(JsonNode component) {
    boolean strips = component.path("type").asString("").equals("Strip");
    JsonNode stop = component.path("stop");
    if (strips && !stop.isMissingNode() && stop.asLong(1) != 0) {
      throw new TokenizerException(
          "Its decoder strips %s characters from the end of each token; only 0 is supported."
              .formatted(stop));
    }
  }

  private static void checkPattern(String pattern) {
    if (pattern.length() > MAX_PATTERN_LENGTH) {
      throw new TokenizerException(
          "It has a pattern of %d characters; at most %d are supported."
              .formatted(pattern.length(), MAX_PATTERN_LENGTH));
    }
    if (NESTED_REPETITION.matcher(pattern).find()) {
      throw new TokenizerException(
          "Its pattern %s repeats a repetition, which can take for ever.".formatted(pattern));
    }
  }

  /**
   * Checks what a model puts before the parts of a word.
   *
   * @throws TokenizerException when there is such a thing, which the library takes off without
   *     looking
   */
  static void checkPrefix(String continuingSubwordPrefix) {
    if (!continuingSubwordPrefix.isEmpty()) {
      throw new TokenizerException(
          "Its model has the continuing_subword_prefix '%s'; only models without one are supported."
              .formatted(continuingSubwordPrefix));
    }
  }
}
