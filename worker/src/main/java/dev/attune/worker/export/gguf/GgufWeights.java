package dev.attune.worker.export.gguf;

import dev.attune.model.layer.Parameter;
import dev.attune.torch.DType;
import dev.attune.torch.StoredTensor;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.worker.export.source.SourceModel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The tensors of a GGUF file: matrices in F16, and vectors, which llama.cpp wants exact, in F32.
 */
public final class GgufWeights {
  private final SourceModel source;
  private final HeadOrder order;
  private final Optional<List<Float>> ropeFactors;
  private final Map<String, String> parameterOfName = new HashMap<>();
  private final SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();

  /**
   * Plans the tensors.
   *
   * @throws dev.attune.worker.export.source.ExportException for a model that llama.cpp cannot load
   */
  public GgufWeights(SourceModel source) {
    this.source = source;
    this.order = HeadOrder.of(source.config(), source.model());
    this.ropeFactors = RopeScaling.of(source.config()).factors(source.model().shape().headDim());
    ropeFactors.ifPresent(
        factors -> add(TensorNames.ROPE_FACTORS, DType.F32, List.of((long) factors.size())));
    for (Parameter parameter : source.model().parameters()) {
      String name = TensorNames.of(parameter.name());
      DType type = parameter.shape().size() == 1 ? DType.F32 : DType.F16;
      parameterOfName.put(name, parameter.name());
      add(name, type, parameter.shape());
    }
  }

  /** All of them, in the order of the file. */
  public List<StoredTensor> tensors() {
    return List.copyOf(tensors.values());
  }

  StoredTensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name));
  }

  /** The numbers of one, in the open scope. */
  public Tensor numbers(String name) {
    if (name.equals(TensorNames.ROPE_FACTORS)) {
      return RopeScaling.tensor(ropeFactors.orElseThrow());
    }
    String parameter = Objects.requireNonNull(parameterOfName.get(name));
    Tensor merged = order.toGguf(parameter, source.merged(parameter));
    return merged.rank() == 1 ? merged : Tensors.empty(DType.F16, merged.shape()).copy(merged);
  }

  private void add(String name, DType type, List<Long> shape) {
    tensors.put(name, new StoredTensor(name, type, shape));
  }
}
