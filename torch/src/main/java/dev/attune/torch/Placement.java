package dev.attune.torch;

/**
 * How a model computes.
 *
 * @param device where
 * @param dtype in which numbers its weights and activations are. What training moves is kept in F32
 *     beside them, and so are sums that would suffer.
 */
public record Placement(Device device, DType dtype) {
  public static final Placement CPU = new Placement(Device.CPU, DType.F32);

  /** Whether results are rounded to fewer digits than F32 has. */
  public boolean rounds() {
    return dtype != DType.F32;
  }
}
