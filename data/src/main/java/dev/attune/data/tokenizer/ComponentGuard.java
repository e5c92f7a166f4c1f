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

  /** Characters and classes one after another, each of them once at least. */
  private static final Pattern NEVER_EMPTY =
      Pattern.compile(
          "(?:(?:[^\\\\^$|?*+(){}\\[\\]]|\\\\[sSdDwWnrt]|\\[[^\\]\\[\\\\^&]+])(?:\\+|\\{[1-9]\\d{0,3}(?:,\\d{0,4})?})?)+");

  private ComponentGuard() {}

  /**
   * Looks through a normalizer, pre-tokenizer, post-processor or decoder.
   *
   * @throws TokenizerException when it has what is known to be dangerous
   */
  static void check(JsonNode component) {
    // The library knows a component by its fields where its type is missing.
    String type = component.path("type").asString("");
    checkStrip(component);
    checkLength(component.path("length"));
    if (type.equals("Replace") || (component.has("pattern") && component.has("content"))) {
      checkReplaced(component.path("pattern"));
    }
    if (type.equals("Precompiled") || component.has("precompiled_charsmap")) {
      CharsmapGuard.check(component.path("precompiled_charsmap").asString(""));
    }
    checkPattern(component.path("pattern").path("Regex").asString(""));
    component.forEach(ComponentGuard::check);
  }

  private static void checkStrip(JsonNode component) {
    JsonNode stop = component.path("stop");
    if (!stop.isMissingNode() && stop.asLong(1) != 0) {
      throw new TokenizerException(
          "Its decoder strips %s characters from the end of each token; only 0 is supported."
              .formatted(stop));
    }
  }

  private static void checkLength(JsonNode length) {
    if (length.isNumber() && length.asLong(0) < 1) {
      throw new TokenizerException("Its pre-tokenizer cuts texts into pieces of no length.");
    }
  }

  private static void checkReplaced(JsonNode pattern) {
    String regex = pattern.path("Regex").asString("");
    if (!regex.isEmpty() ? !NEVER_EMPTY.matcher(regex).matches() : isEmpty(pattern)) {
      throw new TokenizerException(
          "Its normalizer replaces %s, which may be nothing; only repeated characters and classes are supported."
              .formatted(pattern));
    }
  }

  private static boolean isEmpty(JsonNode pattern) {
    return pattern.path("String").asString("").isEmpty();
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
