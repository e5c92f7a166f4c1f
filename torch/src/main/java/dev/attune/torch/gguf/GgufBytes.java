package dev.attune.torch.gguf;

import dev.attune.torch.StoredTensor;
import dev.attune.torch.TorchException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** A growing header. Everything is little-endian. */
final class GgufBytes {
  private ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  GgufBytes u32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  GgufBytes u64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  GgufBytes f32(float value) {
    room(Float.BYTES).putFloat(value);
    return this;
  }

  GgufBytes text(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    u64(text.length);
    room(text.length).put(text);
    return this;
  }

  void named(String name, GgufValue value) {
    text(name);
    switch (value) {
      case GgufValue.Unsigned(long number) -> u32(GgufType.UINT32).u32(Math.toIntExact(number));
      case GgufValue.Real(float number) -> u32(GgufType.FLOAT32).f32(number);
      case GgufValue.Flag(boolean flag) -> {
        u32(GgufType.BOOL);
        room(1).put((byte) (flag ? 1 : 0));
      }
      case GgufValue.Text(String text) -> u32(GgufType.STRING).text(text);
      case GgufValue.Texts(List<String> texts) -> array(GgufType.STRING, texts, this::text);
      case GgufValue.Integers(List<Integer> numbers) -> array(GgufType.INT32, numbers, this::u32);
      case GgufValue.Reals(List<Float> numbers) -> array(GgufType.FLOAT32, numbers, this::f32);
    }
  }

  /** What is known of a tensor; the format counts dimensions from the fastest one on. */
  void tensor(StoredTensor tensor, long offset) {
    text(tensor.name()).u32(tensor.shape().size());
    tensor.shape().reversed().forEach(this::u64);
    u32(switch (tensor.dtype()) {
          case F32 -> GgufType.F32;
          case F16 -> GgufType.F16;
          case BF16 -> GgufType.BF16;
          case I64 -> throw new TorchException("No weight is of type I64: " + tensor);
        })
        .u64(offset);
  }

  /** All that was written. */
  ByteBuffer done() {
    return bytes.flip();
  }

  private <T> void array(int type, List<T> values, Consumer<T> writer) {
    u32(GgufType.ARRAY).u32(type).u64(values.size());
    values.forEach(writer);
  }

  private ByteBuffer room(int wanted) {
    if (bytes.remaining() < wanted) {
      int capacity = Math.max(Math.multiplyExact(bytes.capacity(), 2), bytes.position() + wanted);
      bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
    }
    return bytes;
  }
}
