package dev.attune.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.javacpp.BytePointer;
import tools.jackson.databind.json.JsonMapper;

/** Writes safetensors files. The same tensors give the same bytes. */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final long PIECE = 1 << 26;

  private SafetensorsWriter() {}

  /**
   * Writes {@code tensors}, all contiguous, in their order. The file must not exist; nothing is
   * synced here.
   */
  public static void write(Path file, SequencedMap<String, Tensor> tensors) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, header(tensors));
      for (Tensor tensor : tensors.values()) {
        writeNumbers(channel, tensor);
      }
    }
  }

  private static ByteBuffer header(SequencedMap<String, Tensor> tensors) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "pt"));
    long offset = 0;
    for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
      Tensor tensor = named.getValue();
      long end = offset + bytes(tensor);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", tensor.dtype().name());
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(offset, end));
      header.put(named.getKey(), entry);
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

  private static void writeNumbers(FileChannel channel, Tensor tensor) throws IOException {
    if (!tensor.handle.is_contiguous()) {
      throw new TorchException("Only contiguous tensors can be written, not " + tensor);
    }
    BytePointer data = new BytePointer(tensor.handle.data_ptr());
    for (long start = 0; start < bytes(tensor); start += PIECE) {
      long end = Math.min(start + PIECE, bytes(tensor));
      writeFully(channel, data.position(start).limit(end).asByteBuffer());
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static long bytes(Tensor tensor) {
    return tensor.count() * tensor.dtype().bytes();
  }
}
