package dev.attune.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Brings a matrix into panels. Outputs that the last panel lacks are zeros.
 *
 * @param matrix its rows
 * @param arena where the panels live
 */
record PanelWriter(Rows matrix, int outputs, int features, Arena arena) {
  private static final int LARGEST = 127;
  private static final long ALIGNMENT = 64;
  // Lanes may read a few bytes behind the last number.
  private static final long MARGIN = 64;

  Panels write(WeightFormat format) {
    return switch (format) {
      case F32 -> f32();
      case BF16 -> bf16();
      case INT8 -> int8();
    };
  }

  private F32Panels f32() {
    MemorySegment out = allocate(Float.BYTES);
    for (int output = 0; output < outputs; output++) {
      for (int i = 0; i < features; i++) {
        out.setAtIndex(ValueLayout.JAVA_FLOAT, place(output, i), matrix.number(output, i));
      }
    }
    return new F32Panels(out, features);
  }

  private Bf16Panels bf16() {
    MemorySegment out = allocate(Short.BYTES);
    for (int output = 0; output < outputs; output++) {
      for (int i = 0; i < features; i++) {
        out.setAtIndex(
            ValueLayout.JAVA_SHORT, place(output, i), upperHalf(matrix.number(output, i)));
      }
    }
    return new Bf16Panels(out, features);
  }

  private Int8Panels int8() {
    MemorySegment out = allocate(Byte.BYTES);
    MemorySegment factors = arena.allocate((long) padded() * Float.BYTES, ALIGNMENT);
    for (int output = 0; output < outputs; output++) {
      float factor = largest(output) / LARGEST;
      factors.setAtIndex(ValueLayout.JAVA_FLOAT, output, factor);
      for (int i = 0; i < features; i++) {
        int rounded = factor == 0 ? 0 : Math.round(matrix.number(output, i) / factor);
        out.set(ValueLayout.JAVA_BYTE, place(output, i), (byte) rounded);
      }
    }
    return new Int8Panels(out, factors, features);
  }

  /** Rounded to the nearest, ties to even. */
  private static short upperHalf(float number) {
    int bits = Float.floatToRawIntBits(number);
    int rounded = Float.isNaN(number) ? bits : bits + 0x7FFF + (bits >>> Short.SIZE & 1);
    return (short) (rounded >>> Short.SIZE);
  }

  private float largest(int output) {
    float largest = 0;
    for (int i = 0; i < features; i++) {
      largest = Math.max(largest, Math.abs(matrix.number(output, i)));
    }
    return largest;
  }

  private long place(int output, int feature) {
    long panel = output / Lanes.PANEL;
    return (panel * features + feature) * Lanes.PANEL + output % Lanes.PANEL;
  }

  private int padded() {
    return Math.ceilDiv(outputs, Lanes.PANEL) * Lanes.PANEL;
  }

  private MemorySegment allocate(int bytesOfANumber) {
    return arena.allocate((long) padded() * features * bytesOfANumber + MARGIN, ALIGNMENT);
  }
}
