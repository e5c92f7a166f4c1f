package dev.attune.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Writes safetensors files. The same tensors give the same bytes. */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes {@code tensors}, all contiguous, in their order. The file must not exist; nothing is
   * synced here.
   */
  public static void write(Path file, SequencedMap<String, Tensor> tensors) throws IOException {
    List<StoredTensor> stored = new ArrayList<>();
    tensors.forEach((name, tensor) -> stored.add(StoredTensor.of(name, tensor)));
    write(file, stored, name -> Objects.requireNonNull(tensors.get(name)));
  }

  /**
   * The same for tensors that are not all in memory together: each is asked for when its turn has
   * come.
   */
  public static void write(Path file, List<StoredTensor> tensors, Function<String, Tensor> numbers)
      throws IOException {
    try (TensorFile out = TensorFile.create(file)) {
      out.write(header(tensors));
      for (StoredTensor tensor : tensors) {
        out.write(tensor, numbers);
      }
    }
  }

  private static ByteBuffer header(List<StoredTensor> tensors) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "pt"));
    long offset = 0;
    for (StoredTensor tensor : tensors) {
      long end = offset + tensor.bytes();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", tensor.dtype().name());
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(offset, end));
      header.put(tensor.name(), entry);
      offset = end;
    }
    return padded(JsonMapper.shared().writeValueAsString(header));
  }

  /** The format wants the data to begin on a multiple of eight bytes; blanks fill the header up. */
  private static ByteBuffer padded(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    int length = Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT;
    ByteBuffer header =
        ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    header.put(text);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }
}
