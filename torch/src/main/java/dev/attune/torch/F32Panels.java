package dev.attune.torch;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Weights as they are. */
record F32Panels(MemorySegment numbers, int features) implements Panels {
  private static final long HALF = (long) Lanes.COUNT * Float.BYTES;
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
      a = Lanes.f32(numbers, place).fma(first, a);
      b = Lanes.f32(numbers, place + HALF).fma(first, b);
      c = Lanes.f32(numbers, place + STEP).fma(second, c);
      d = Lanes.f32(numbers, place + STEP + HALF).fma(second, d);
    }
    if (even < features) {
      FloatVector last = Lanes.all(x[at + even]);
      a = Lanes.f32(numbers, start + even * STEP).fma(last, a);
      b = Lanes.f32(numbers, start + even * STEP + HALF).fma(last, b);
    }
    Lanes.put(y, a.add(c), b.add(d));
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
      FloatVector left = Lanes.f32(numbers, start + i * STEP);
      FloatVector right = Lanes.f32(numbers, start + i * STEP + HALF);
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
    Lanes.put(y, a, b);
    Lanes.put(y.from(1), c, d);
    Lanes.put(y.from(2), e, f);
    Lanes.put(y.from(3), g, h);
  }
}
