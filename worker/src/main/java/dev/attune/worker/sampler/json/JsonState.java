package dev.attune.worker.sampler.json;

import org.jspecify.annotations.Nullable;

/**
 * A beginning of a JSON object, byte by byte: a pushdown automaton. Blanks in a row and levels are
 * limited, since a model that has lost its way would write them forever.
 *
 * @param place in the grammar
 * @param open what is open around it, null at the top
 * @param blanks that stand here already
 */
record JsonState(Place place, @Nullable Open open, int blanks) {
  /** Nothing is written yet. */
  static final JsonState START = new JsonState(Place.START, null, 0);

  private static final int MOST_BLANKS = 64;
  private static final int MOST_LEVELS = 64;

  /** What a closing byte ends. */
  enum Kind {
    OBJECT,
    ARRAY,
    KEY
  }

  /** One of the things that are open, and those around it. */
  record Open(Kind kind, @Nullable Open around, int level) {}

  /** True once the object is closed; nothing may follow. */
  boolean isComplete() {
    return place == Place.AFTER_VALUE && open == null;
  }

  /** The state behind one more byte, 0 to 255, or null when no JSON object goes on so. */
  @Nullable JsonState next(int value) {
    Place inside = place.next(value);
    if (inside != null) {
      return inside == Place.TEXT_END ? endText() : at(inside);
    }
    if (isComplete()) {
      return null;
    }
    return switch (value) {
      case ' ', '\t', '\n', '\r' -> blank();
      case '{' ->
          place.expectsValue() || place == Place.START ? enter(Kind.OBJECT, Place.FIRST_KEY) : null;
      case '[' -> place.expectsValue() ? enter(Kind.ARRAY, Place.FIRST_VALUE) : null;
      case '"' -> expectsKey() ? enter(Kind.KEY, Place.TEXT) : null;
      case ':' -> place == Place.COLON ? at(Place.VALUE) : null;
      case ',' -> place.mayEndValue() ? at(isIn(Kind.OBJECT) ? Place.KEY : Place.VALUE) : null;
      case '}' -> place.mayEndValue() || place == Place.FIRST_KEY ? leave(Kind.OBJECT) : null;
      case ']' -> place.mayEndValue() || place == Place.FIRST_VALUE ? leave(Kind.ARRAY) : null;
      default -> null;
    };
  }

  /** A string is closed: it was a key or a value. */
  private JsonState endText() {
    return open != null && open.kind() == Kind.KEY
        ? new JsonState(Place.COLON, open.around(), 0)
        : at(Place.AFTER_VALUE);
  }

  private @Nullable JsonState blank() {
    if (blanks == MOST_BLANKS || !(place.isBetween() || place.mayEndValue())) {
      return null;
    }
    return new JsonState(place.isBetween() ? place : Place.AFTER_VALUE, open, blanks + 1);
  }

  private @Nullable JsonState enter(Kind kind, Place inside) {
    int level = open == null ? 1 : open.level() + 1;
    return level > MOST_LEVELS ? null : new JsonState(inside, new Open(kind, open, level), 0);
  }

  private @Nullable JsonState leave(Kind kind) {
    return open != null && open.kind() == kind
        ? new JsonState(Place.AFTER_VALUE, open.around(), 0)
        : null;
  }

  private boolean expectsKey() {
    return place == Place.KEY || place == Place.FIRST_KEY;
  }

  private boolean isIn(Kind kind) {
    return open != null && open.kind() == kind;
  }

  private JsonState at(Place next) {
    return next == place && blanks == 0 ? this : new JsonState(next, open, 0);
  }
}
