package dev.attune.torch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * A file in memory. Tensors handed out are its own numbers, which nobody may write, and end with
 * it; processes share them.
 */
public final class MappedFile implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes;

  private MappedFile(FileChannel channel) throws IOException {
    this.bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
  }

  /**
   * Maps a file.
   *
   * @throws TorchException when it cannot be read
   */
  public static MappedFile open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new MappedFile(channel);
    } catch (IOException e) {
      throw new TorchException("%s cannot be mapped: %s".formatted(file, e), e);
    }
  }

  /** The whole file. */
  public MemorySegment bytes() {
    return bytes;
  }

  /**
   * The numbers from byte {@code offset} on.
   *
   * @throws IndexOutOfBoundsException when the file is shorter
   * @throws ArithmeticException when no file can be as long
   */
  public Tensor tensor(long offset, DType dtype, long... shape) {
    long size = dtype.bytes();
    boolean isEmpty = false;
    for (long length : shape) {
      isEmpty |= length == 0;
      // libtorch multiplies the other lengths of an empty tensor all the same.
      size = Math.multiplyExact(size, Math.max(1, length));
    }
    Address address = new Address(bytes.asSlice(offset, isEmpty ? 0 : size).address());
    return new Tensor(torch.from_blob(address, shape, new TensorOptions(dtype.scalarType())));
  }

  /** Gives the pages of these bytes back; whoever reads them again has them read from the file. */
  void unload(long offset, long size) {
    bytes.asSlice(offset, size).unload();
  }

  @Override
  public void close() {
    arena.close();
  }
}
