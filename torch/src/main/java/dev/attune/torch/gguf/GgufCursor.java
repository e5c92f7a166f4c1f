package dev.attune.torch.gguf;

import dev.attune.torch.DType;
import dev.attune.torch.StoredTensor;
import dev.attune.torch.TorchException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Reads a header from front to back; the segment's own bounds are the file's. */
final class GgufCursor {
  private static final int MAX_RANK = 4;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private long position;

  GgufCursor(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /** How many tensors and values the header names. */
  record Counts(long tensors, long values) {}

  Counts counts() {
    if (u32() != GgufType.MAGIC || u32() != GgufType.VERSION) {
      throw new TorchException("It does not begin as a GGUF file of version 3 does.");
    }
    return new Counts(u64(), u64());
  }

  String text() {
    long length = u64();
    byte[] text = bytes.asSlice(position, length).toArray(ValueLayout.JAVA_BYTE);
    position += length;
    return new String(text, StandardCharsets.UTF_8);
  }

  GgufValue value() {
    int type = u32();
    return switch (type) {
      case GgufType.UINT32 -> new GgufValue.Unsigned(Integer.toUnsignedLong(u32()));
      case GgufType.FLOAT32 -> new GgufValue.Real(f32());
      case GgufType.BOOL -> new GgufValue.Flag(bytes.get(ValueLayout.JAVA_BYTE, position++) != 0);
      case GgufType.STRING -> new GgufValue.Text(text());
      case GgufType.ARRAY -> array();
      default -> throw unknown(type);
    };
  }

  GgufFile.Place place() {
    String name = text();
    int rank = u32();
    if (rank < 1 || rank > MAX_RANK) {
      throw new TorchException("Tensor '%s' has %d dimensions.".formatted(name, rank));
    }
    List<Long> shape = list(rank, this::u64);
    if (shape.stream().anyMatch(length -> length < 0)) {
      throw new TorchException("Tensor '%s' has the shape %s.".formatted(name, shape));
    }
    Collections.reverse(shape);
    int type = u32();
    DType dtype =
        switch (type) {
          case GgufType.F32 -> DType.F32;
          case GgufType.F16 -> DType.F16;
          case GgufType.BF16 -> DType.BF16;
          default -> throw unknown(type);
        };
    return new GgufFile.Place(new StoredTensor(name, dtype, shape), u64());
  }

  /** Where the numbers begin, once the header is read. */
  long dataStart() {
    return Math.ceilDiv(position, GgufType.ALIGNMENT) * GgufType.ALIGNMENT;
  }

  private GgufValue array() {
    int type = u32();
    long count = u64();
    return switch (type) {
      case GgufType.STRING -> new GgufValue.Texts(list(count, this::text));
      case GgufType.INT32, GgufType.UINT32 -> new GgufValue.Integers(list(count, this::u32));
      case GgufType.FLOAT32 -> new GgufValue.Reals(list(count, this::f32));
      default -> throw unknown(type);
    };
  }

  private static <T> List<T> list(long count, Supplier<T> reader) {
    List<T> list = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      list.add(reader.get());
    }
    return list;
  }

  private int u32() {
    int value = bytes.get(INT, position);
    position += Integer.BYTES;
    return value;
  }

  private long u64() {
    long value = bytes.get(LONG, position);
    position += Long.BYTES;
    return value;
  }

  private float f32() {
    float value = bytes.get(FLOAT, position);
    position += Float.BYTES;
    return value;
  }

  private static TorchException unknown(int type) {
    return new TorchException("Type %d of the GGUF format is not read here.".formatted(type));
  }
}
