package dev.attune.torch;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.global.torch;

/**
 * A matrix that does not change, in the order in which oneDNN reads it. A product with few rows
 * then runs as fast as memory can be read: BLAS would pack the matrix anew for every product, which
 * costs more than a product with less than about thirty rows itself.
 */
public final class PackedMatrix implements AutoCloseable {
  private static final OperatorHandle PACK = operator("mkldnn::_reorder_linear_weight");
  private static final OperatorHandle MULTIPLY = operator("mkldnn::_linear_pointwise");
  private static final IValue NOTHING = Constants.forever(new IValue());
  private static final IValue NO_POINTWISE = Constants.forever(new IValue("none"));
  private static final IValue NO_SCALARS = Constants.forever(new IValue(noScalars()));

  /** The number of rows that the order is chosen for; others work as well. */
  private static final long TYPICAL_ROWS = 8;

  private final org.bytedeco.pytorch.Tensor packed;

  /** Packs {@code matrix} (out, in), which is not needed afterwards. */
  public PackedMatrix(Tensor matrix) {
    try (TensorScope _ = new TensorScope()) {
      IValueVector stack = new IValueVector();
      stack.put(new IValue(matrix.handle), new IValue(TYPICAL_ROWS));
      PACK.callBoxed(stack);
      packed = Constants.forever(new org.bytedeco.pytorch.Tensor(stack.get(0).toTensor()));
    }
  }

  /** y ← x·Wᵀ for x (rows, in) and y (rows, out). */
  public void multiply(Tensor x, Tensor y) {
    IValueVector stack = new IValueVector();
    stack.put(new IValue(x.handle), new IValue(packed), NOTHING, NO_POINTWISE, NO_SCALARS, NOTHING);
    MULTIPLY.callBoxed(stack);
    y.handle.copy_(stack.get(0).toTensor());
  }

  @Override
  public void close() {
    packed.close();
  }

  private static OperatorHandle operator(String name) {
    Torch.load();
    return Constants.forever(Dispatcher.singleton().findSchemaOrThrow(name, ""));
  }

  /** An empty list of the element type that the operator's schema asks for. */
  private static GenericList noScalars() {
    FunctionSchema schema = torch.parseSchema("attune::f(Scalar?[] a) -> Tensor");
    return new GenericList(schema.arguments().type().get().containedType(0));
  }
}
