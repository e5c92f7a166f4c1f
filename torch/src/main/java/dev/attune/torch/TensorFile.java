package dev.attune.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;

/** A new file that a header and the numbers of tensors are written to, from front to back. */
public final class TensorFile implements AutoCloseable {
  private static final long PIECE = 1 << 26;

  private final FileChannel channel;

  private TensorFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Creates the file, which must not exist. */
  public static TensorFile create(Path file) throws IOException {
    return new TensorFile(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Writes zeros up to the next multiple of {@code alignment} bytes. */
  public void pad(int alignment) throws IOException {
    write(ByteBuffer.allocate((int) Math.floorMod(-channel.position(), (long) alignment)));
  }

  /**
   * Writes the numbers of one tensor, which {@code numbers} finds by its name; it may make a new
   * one, which ends with the call.
   */
  public void write(StoredTensor expected, Function<String, Tensor> numbers) throws IOException {
    try (TensorScope _ = new TensorScope()) {
      Tensor tensor = numbers.apply(expected.name());
      long[] shape = expected.shape().stream().mapToLong(Long::longValue).toArray();
      if (tensor.dtype() != expected.dtype() || !Arrays.equals(tensor.shape(), shape)) {
        throw new TorchException("Tensor '%s' is %s".formatted(expected, tensor));
      }
      writeNumbers(tensor.on(Device.CPU), expected.bytes());
    }
  }

  private void writeNumbers(Tensor tensor, long bytes) throws IOException {
    if (!tensor.handle.is_contiguous()) {
      throw new TorchException("Only contiguous tensors can be written, not " + tensor);
    }
    BytePointer data = new BytePointer(tensor.handle.data_ptr());
    for (long start = 0; start < bytes; start += PIECE) {
      long end = Math.min(start + PIECE, bytes);
      write(data.position(start).limit(end).asByteBuffer());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
