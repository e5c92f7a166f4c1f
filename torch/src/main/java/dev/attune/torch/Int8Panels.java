package dev.attune.torch;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Weights as integers.
 *
 * @param factors F32, what the integers of each output are multiplied by
 */
record Int8Panels(MemorySegment numbers, MemorySegment factors, int features) implements Panels {
  private static final long HALF = (long) Lanes.COUNT * Byte.BYTES;
  private static final long STEP = 2 * HALF;

  @Override
  public void one(int panel, float[] x, int at, Rows y) {
    // Two features at a time: four sums hide the time of an addition.
    FloatVector a = FloatVector.zero(Lanes.FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    long start = panel * STEP * features;
    int even = features & -2;
    for (int i = 0; i < even; i += 2) {
      long place = start + i * STEP;
      FloatVector first = Lanes.all(x[at + i]);
      FloatVector second = Lanes.all(x[at + i + 1]);
      a = Lanes.int8(numbers, place).fma(first, a);
      b = Lanes.int8(numbers, place + HALF).fma(first, b);
      c = Lanes.int8(numbers, place + STEP).fma(second, c);
      d = Lanes.int8(numbers, place + STEP + HALF).fma(second, d);
    }
    if (even < features) {
      FloatVector last = Lanes.all(x[at + even]);
      a = Lanes.int8(numbers, start + even * STEP).fma(last, a);
      b = Lanes.int8(numbers, start + even * STEP + HALF).fma(last, b);
    }
    FloatVector left = factors(panel, 0);
    FloatVector right = factors(panel, 1);
    Lanes.put(y, a.add(c).mul(left), b.add(d).mul(right));
  }

  @Override
  public void four(int panel, float[] x, int at, Rows y) {
    FloatVector a = FloatVector.zero(Lanes.FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    long start = panel * STEP * features;
    int second = at + features;
    int third = second + features;
    int fourth = third + features;
    for (int i = 0; i < features; i++) {
      FloatVector left = Lanes.int8(numbers, start + i * STEP);
      FloatVector right = Lanes.int8(numbers, start + i * STEP + HALF);
      FloatVector part = Lanes.all(x[at + i]);
      a = left.fma(part, a);
      b = right.fma(part, b);
      part = Lanes.all(x[second + i]);
      c = left.fma(part, c);
      d = right.fma(part, d);
      part = Lanes.all(x[third + i]);
      e = left.fma(part, e);
      f = right.fma(part, f);
      part = Lanes.all(x[fourth + i]);
      g = left.fma(part, g);
      h = right.fma(part, h);
    }
    FloatVector left = factors(panel, 0);
    FloatVector right = factors(panel, 1);
    Lanes.put(y, a.mul(left), b.mul(right));
    Lanes.put(y.from(1), c.mul(left), d.mul(right));
    Lanes.put(y.from(2), e.mul(left), f.mul(right));
    Lanes.put(y.from(3), g.mul(left), h.mul(right));
  }

  private FloatVector factors(int panel, int half) {
    long first = (long) panel * Lanes.PANEL + (long) half * Lanes.COUNT;
    return Lanes.f32(factors, first * Float.BYTES);
  }
}
