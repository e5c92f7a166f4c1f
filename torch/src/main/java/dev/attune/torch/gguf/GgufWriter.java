package dev.attune.torch.gguf;

import dev.attune.torch.StoredTensor;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/** Writes GGUF files. */
public final class GgufWriter {
  private GgufWriter() {}

  /**
   * Writes a file that must not exist; nothing is synced here.
   *
   * @param numbers finds the tensor of a name when its turn has come
   */
  public static void write(
      Path file,
      SequencedMap<String, GgufValue> values,
      List<StoredTensor> tensors,
      Function<String, Tensor> numbers)
      throws IOException {
    try (TensorFile out = TensorFile.create(file)) {
      out.write(header(values, tensors).done());
      for (StoredTensor tensor : tensors) {
        out.pad(GgufType.ALIGNMENT);
        out.write(tensor, numbers);
      }
      out.pad(GgufType.ALIGNMENT);
    }
  }

  private static GgufBytes header(
      SequencedMap<String, GgufValue> values, List<StoredTensor> tensors) {
    GgufBytes header =
        new GgufBytes()
            .u32(GgufType.MAGIC)
            .u32(GgufType.VERSION)
            .u64(tensors.size())
            .u64(values.size());
    values.forEach(header::named);
    long offset = 0;
    for (StoredTensor tensor : tensors) {
      header.tensor(tensor, offset);
      offset = Math.ceilDiv(offset + tensor.bytes(), GgufType.ALIGNMENT) * GgufType.ALIGNMENT;
    }
    return header;
  }
}
