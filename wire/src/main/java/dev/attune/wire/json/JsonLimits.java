package dev.attune.wire.json;

/**
 * How much JSON one request may be.
 *
 * @param bytes of the whole body
 * @param depth of objects and arrays inside each other
 * @param numberLength characters of one number
 * @param stringLength characters of one string
 * @param nameLength characters of one key
 * @param keys of all objects together
 * @param values of any kind together; each costs memory even where it is one byte of text
 */
public record JsonLimits(
    int bytes,
    int depth,
    int numberLength,
    int stringLength,
    int nameLength,
    int keys,
    int values) {
  private static final int MIB = 1 << 20;

  /** For a fine-tuning job and every other small request. */
  public static final JsonLimits SMALL = ofBytes(MIB);

  /** For one line of a training file. */
  public static final JsonLimits LINE = ofBytes(8 * MIB);

  /** For a chat completion. */
  public static final JsonLimits CHAT = ofBytes(16 * MIB);

  private static JsonLimits ofBytes(int bytes) {
    return new JsonLimits(bytes, 64, 64, 8 * MIB, 1_000, 10_000, 200_000);
  }
}
