package dev.attune.worker.sampler.json;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in the grammar of JSON a text stands between two bytes (RFC 8259). Where the nesting
 * decides what follows, {@link JsonState} does; inside strings, numbers and words a table does.
 */
enum Place {
  START,
  VALUE,
  FIRST_VALUE,
  KEY,
  FIRST_KEY,
  COLON,
  AFTER_VALUE,

  TEXT,
  TEXT_END,
  ESCAPE,
  HEX_4,
  HEX_3,
  HEX_2,
  HEX_1,
  // Bytes of a character still to come, and the lead bytes that narrow the first of them (RFC
  // 3629).
  TAIL_1,
  TAIL_2,
  TAIL_3,
  TAIL_E0,
  TAIL_ED,
  TAIL_F0,
  TAIL_F4,

  MINUS,
  ZERO,
  WHOLE,
  POINT,
  FRACTION,
  EXPONENT,
  SIGN,
  POWER,

  T,
  TR,
  TRU,
  F,
  FA,
  FAL,
  FALS,
  N,
  NU,
  NUL;

  private static final int BYTES = 256;
  private static final Set<Place> BETWEEN = EnumSet.range(START, AFTER_VALUE);
  private static final Map<Place, @Nullable Place[]> TABLE = table();

  /** Where the byte leads inside a string, number or word; null when it does not belong there. */
  @Nullable Place next(int value) {
    @Nullable Place[] row = TABLE.get(this);
    return row == null ? null : row[value];
  }

  /** True where a value is whole if nothing more comes. */
  boolean mayEndValue() {
    return this == AFTER_VALUE
        || this == ZERO
        || this == WHOLE
        || this == FRACTION
        || this == POWER;
  }

  /** True where a value may begin. */
  boolean expectsValue() {
    return this == VALUE || this == FIRST_VALUE;
  }

  /** True between strings, numbers and words, where blanks may stand. */
  boolean isBetween() {
    return BETWEEN.contains(this);
  }

  private static Map<Place, @Nullable Place[]> table() {
    Map<Place, @Nullable Place[]> table = new EnumMap<>(Place.class);
    values(table);
    texts(table);
    numbers(table);
    words(table);
    return table;
  }

  /** How values begin that do not nest. */
  private static void values(Map<Place, @Nullable Place[]> table) {
    for (Place place : new Place[] {VALUE, FIRST_VALUE}) {
      on(table, place, "\"", TEXT);
      on(table, place, "-", MINUS);
      on(table, place, "0", ZERO);
      on(table, place, "123456789", WHOLE);
      on(table, place, "t", T);
      on(table, place, "f", F);
      on(table, place, "n", N);
    }
  }

  private static void texts(Map<Place, @Nullable Place[]> table) {
    on(table, TEXT, ' ', 0x7F, TEXT);
    on(table, TEXT, "\"", TEXT_END);
    on(table, TEXT, "\\", ESCAPE);
    on(table, ESCAPE, "\"\\/bfnrt", TEXT);
    on(table, ESCAPE, "u", HEX_4);
    for (Place[] step :
        new Place[][] {{HEX_4, HEX_3}, {HEX_3, HEX_2}, {HEX_2, HEX_1}, {HEX_1, TEXT}}) {
      on(table, step[0], "0123456789abcdefABCDEF", step[1]);
    }
    on(table, TEXT, 0xC2, 0xDF, TAIL_1);
    on(table, TEXT, 0xE1, 0xEF, TAIL_2);
    on(table, TEXT, 0xE0, 0xE0, TAIL_E0);
    on(table, TEXT, 0xED, 0xED, TAIL_ED);
    on(table, TEXT, 0xF1, 0xF3, TAIL_3);
    on(table, TEXT, 0xF0, 0xF0, TAIL_F0);
    on(table, TEXT, 0xF4, 0xF4, TAIL_F4);
    on(table, TAIL_1, 0x80, 0xBF, TEXT);
    on(table, TAIL_2, 0x80, 0xBF, TAIL_1);
    on(table, TAIL_3, 0x80, 0xBF, TAIL_2);
    on(table, TAIL_E0, 0xA0, 0xBF, TAIL_1);
    on(table, TAIL_ED, 0x80, 0x9F, TAIL_1);
    on(table, TAIL_F0, 0x90, 0xBF, TAIL_2);
    on(table, TAIL_F4, 0x80, 0x8F, TAIL_2);
  }

  private static void numbers(Map<Place, @Nullable Place[]> table) {
    on(table, MINUS, "0", ZERO);
    on(table, MINUS, "123456789", WHOLE);
    on(table, WHOLE, '0', '9', WHOLE);
    for (Place place : new Place[] {ZERO, WHOLE}) {
      on(table, place, ".", POINT);
      on(table, place, "eE", EXPONENT);
    }
    on(table, POINT, '0', '9', FRACTION);
    on(table, FRACTION, '0', '9', FRACTION);
    on(table, FRACTION, "eE", EXPONENT);
    on(table, EXPONENT, "+-", SIGN);
    for (Place place : new Place[] {EXPONENT, SIGN, POWER}) {
      on(table, place, '0', '9', POWER);
    }
  }

  private static void words(Map<Place, @Nullable Place[]> table) {
    word(table, "rue", T, TR, TRU);
    word(table, "alse", F, FA, FAL, FALS);
    word(table, "ull", N, NU, NUL);
  }

  private static void word(Map<Place, @Nullable Place[]> table, String rest, Place... places) {
    for (int i = 0; i < places.length; i++) {
      Place next = i + 1 < places.length ? places[i + 1] : AFTER_VALUE;
      on(table, places[i], rest.substring(i, i + 1), next);
    }
  }

  private static void on(
      Map<Place, @Nullable Place[]> table, Place from, String bytes, Place next) {
    bytes.chars().forEach(each -> on(table, from, each, each, next));
  }

  private static void on(
      Map<Place, @Nullable Place[]> table, Place from, int first, int last, Place next) {
    @Nullable Place[] row = table.computeIfAbsent(from, _ -> new @Nullable Place[BYTES]);
    for (int each = first; each <= last; each++) {
      row[each] = next;
    }
  }
}
