package dev.attune.torch;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** As many numbers as this machine computes at once, read from memory in each format. */
final class Lanes {
  private static final VectorShape LARGEST = VectorShape.S_256_BIT;

  /** More at once would be no faster, since memory is what products wait for. */
  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.vectorBitSize() > LARGEST.vectorBitSize()
          ? FloatVector.SPECIES_256
          : FloatVector.SPECIES_PREFERRED;

  /** How many. */
  static final int COUNT = FLOATS.length();

  /** Outputs of a panel: two vectors. */
  static final int PANEL = 2 * COUNT;

  private static final int SMALLEST_VECTOR = 64;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, FLOATS.vectorShape());
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(COUNT * Short.SIZE));
  // Where this is more bytes than lanes, those behind are read and not used.
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.max(SMALLEST_VECTOR, COUNT * Byte.SIZE)));
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Lanes() {}

  /** At a place in bytes, like the two below. */
  static FloatVector f32(MemorySegment memory, long at) {
    return FloatVector.fromMemorySegment(FLOATS, memory, at, ORDER);
  }

  static FloatVector bf16(MemorySegment memory, long at) {
    return ShortVector.fromMemorySegment(SHORTS, memory, at, ORDER)
        .convertShape(VectorOperators.S2I, INTS, 0)
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, Short.SIZE)
        .reinterpretAsFloats();
  }

  static FloatVector int8(MemorySegment memory, long at) {
    return (FloatVector)
        ByteVector.fromMemorySegment(BYTES, memory, at, ORDER)
            .convertShape(VectorOperators.B2F, FLOATS, 0);
  }

  /** All added up. */
  static float sum(FloatVector numbers) {
    return numbers.reduceLanes(VectorOperators.ADD);
  }

  /** The same number in all. */
  static FloatVector all(float number) {
    return FloatVector.broadcast(FLOATS, number);
  }

  /** Writes the beginning of a row, like the one below. */
  static void put(Rows row, FloatVector numbers) {
    numbers.intoMemorySegment(row.memory(), row.at(), ORDER);
  }

  /** Two vectors. */
  static void put(Rows row, FloatVector left, FloatVector right) {
    left.intoMemorySegment(row.memory(), row.at(), ORDER);
    right.intoMemorySegment(row.memory(), row.at() + (long) COUNT * Float.BYTES, ORDER);
  }
}
