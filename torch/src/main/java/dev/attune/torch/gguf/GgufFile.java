package dev.attune.torch.gguf;

import dev.attune.torch.MappedFile;
import dev.attune.torch.StoredTensor;
import dev.attune.torch.Tensor;
import dev.attune.torch.TorchException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An open GGUF file with weights in F32, F16 or BF16. Tensors handed out end with this object. */
public final class GgufFile implements AutoCloseable {
  private final MappedFile file;
  private final Map<String, GgufValue> values = new LinkedHashMap<>();
  private final Map<String, Place> tensors = new LinkedHashMap<>();
  private final long dataStart;

  /** A tensor and where its numbers begin behind the header. */
  record Place(StoredTensor tensor, long offset) {}

  private GgufFile(MappedFile file) {
    this.file = file;
    GgufCursor cursor = new GgufCursor(file.bytes());
    GgufCursor.Counts counts = cursor.counts();
    for (long i = 0; i < counts.values(); i++) {
      values.put(cursor.text(), cursor.value());
    }
    for (long i = 0; i < counts.tensors(); i++) {
      Place place = cursor.place();
      tensors.put(place.tensor().name(), place);
    }
    this.dataStart = cursor.dataStart();
  }

  /**
   * Reads the header.
   *
   * @throws TorchException when it is no such file
   */
  public static GgufFile open(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      return new GgufFile(file);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException e) {
      file.close();
      throw new TorchException("%s is cut off or no GGUF file.".formatted(path.getFileName()), e);
    } catch (TorchException e) {
      file.close();
      throw e;
    }
  }

  public Map<String, GgufValue> values() {
    return Collections.unmodifiableMap(values);
  }

  public Optional<GgufValue> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public Set<String> tensorNames() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /**
   * The numbers of a tensor, as they are stored.
   *
   * @throws TorchException when the file has no such tensor, or it reaches beyond the file
   */
  public Tensor tensor(String name) {
    Place place = tensors.get(name);
    if (place == null) {
      throw new TorchException("The file has no tensor '%s'.".formatted(name));
    }
    long[] shape = place.tensor().shape().stream().mapToLong(Long::longValue).toArray();
    try {
      return file.tensor(Math.addExact(dataStart, place.offset()), place.tensor().dtype(), shape);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new TorchException("The tensor '%s' is not in the file whole.".formatted(name), e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
