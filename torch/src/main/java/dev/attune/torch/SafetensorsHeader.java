package dev.attune.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The header of a safetensors file (https://github.com/huggingface/safetensors#format), believed
 * only as far as it agrees with itself and with the file: every tensor has as many bytes as its
 * type and shape say, and together they cover the data without a gap or an overlap. Needs no native
 * library.
 *
 * @param file where it was read
 * @param dataStart offset of the first tensor byte in the file
 * @param tensors by name, in the order of their bytes
 */
public record SafetensorsHeader(Path file, long dataStart, Map<String, Entry> tensors) {
  private static final int LENGTH_BYTES = 8;
  private static final long MAX_HEADER_BYTES = 100_000_000;
  private static final int MAX_RANK = 8;
  private static final Map<String, Integer> BYTES =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("F8_E4M3", 1),
          Map.entry("F8_E5M2", 1),
          Map.entry("I16", 2),
          Map.entry("U16", 2),
          Map.entry("F16", 2),
          Map.entry("BF16", 2),
          Map.entry("I32", 4),
          Map.entry("U32", 4),
          Map.entry("F32", 4),
          Map.entry("I64", 8),
          Map.entry("U64", 8),
          Map.entry("F64", 8));
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxNumberLength(20)
                          .build())
                  .build())
          .build();

  /**
   * One tensor.
   *
   * @param dtype as the format spells it
   * @param begin offset of its first byte behind {@link #dataStart}
   * @param end offset behind its last byte
   */
  public record Entry(String dtype, List<Long> shape, long begin, long end) {
    public Entry {
      shape = List.copyOf(shape);
    }

    /** How many numbers it has. */
    public long count() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  public SafetensorsHeader {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Reads and checks the header.
   *
   * @throws TorchException names the file and the tensor that is wrong
   */
  public static SafetensorsHeader read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long length = headerLength(file, channel, size);
      JsonNode root = parse(file, bytes(channel, LENGTH_BYTES, (int) length));
      long dataStart = LENGTH_BYTES + length;
      return new SafetensorsHeader(file, dataStart, entries(file, root, size - dataStart));
    } catch (IOException e) {
      throw new TorchException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static long headerLength(Path file, FileChannel channel, long size) throws IOException {
    if (size < LENGTH_BYTES) {
      throw damaged(file, "it has only %d bytes".formatted(size));
    }
    long length =
        ByteBuffer.wrap(bytes(channel, 0, LENGTH_BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MAX_HEADER_BYTES) {
      throw damaged(
          file,
          "its header claims %s bytes, where 2 to %d are possible (a file of another format starts like this too)"
              .formatted(Long.toUnsignedString(length), MAX_HEADER_BYTES));
    }
    if (length > size - LENGTH_BYTES) {
      throw damaged(
          file, "its header claims %d bytes, but the file has %d".formatted(length, size));
    }
    return length;
  }

  private static byte[] bytes(FileChannel channel, long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
      // Read on until all is there.
    }
    return buffer.array();
  }

  private static JsonNode parse(Path file, byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (!root.isObject()) {
        throw damaged(file, "its header is no JSON object");
      }
      return root;
    } catch (JacksonException e) {
      throw damaged(file, "its header is no JSON: " + e.getOriginalMessage());
    }
  }

  private static Map<String, Entry> entries(Path file, JsonNode root, long dataBytes) {
    List<Map.Entry<String, Entry>> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (!property.getKey().equals("__metadata__")) {
        entries.add(Map.entry(property.getKey(), entry(file, property)));
      }
    }
    entries.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> named) -> named.getValue().begin())
            .thenComparingLong(named -> named.getValue().end()));
    checkCover(file, entries, dataBytes);
    Map<String, Entry> ordered = new LinkedHashMap<>();
    entries.forEach(named -> ordered.put(named.getKey(), named.getValue()));
    return ordered;
  }

  private static Entry entry(Path file, Map.Entry<String, JsonNode> property) {
    String name = property.getKey();
    JsonNode node = property.getValue();
    JsonNode offsets = node.path("data_offsets");
    if (!node.path("dtype").isString()
        || !node.path("shape").isArray()
        || !offsets.isArray()
        || offsets.size() != 2) {
      throw damaged(file, "tensor '%s' lacks dtype, shape or data_offsets".formatted(name));
    }
    String dtype = node.path("dtype").stringValue();
    Integer width = BYTES.get(dtype);
    if (width == null) {
      throw damaged(file, "tensor '%s' has the unknown type '%s'".formatted(name, dtype));
    }
    Entry entry =
        new Entry(
            dtype,
            shape(file, name, node.path("shape")),
            natural(file, name, offsets.get(0)),
            natural(file, name, offsets.get(1)));
    checkSize(file, name, entry, width);
    return entry;
  }

  private static List<Long> shape(Path file, String name, JsonNode node) {
    if (node.size() > MAX_RANK) {
      throw damaged(file, "tensor '%s' has %d dimensions".formatted(name, node.size()));
    }
    List<Long> shape = new ArrayList<>();
    node.forEach(length -> shape.add(natural(file, name, length)));
    return shape;
  }

  private static long natural(Path file, String name, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw damaged(
          file, "tensor '%s' has %s where a size or offset belongs".formatted(name, node));
    }
    return node.longValue();
  }

  private static void checkSize(Path file, String name, Entry entry, int width) {
    long bytes;
    try {
      bytes = Math.multiplyExact(entry.count(), (long) width);
      checkStrides(entry.shape());
    } catch (ArithmeticException overflow) {
      throw damaged(file, "tensor '%s' has the impossible shape %s".formatted(name, entry.shape()));
    }
    if (entry.end() - entry.begin() != bytes) {
      throw damaged(
          file,
          "tensor '%s' of type %s and shape %s needs %d bytes, but its offsets are [%d, %d]"
              .formatted(name, entry.dtype(), entry.shape(), bytes, entry.begin(), entry.end()));
    }
  }

  /** An empty tensor has lengths too, whose product must be a number. */
  private static void checkStrides(List<Long> shape) {
    long _ = shape.stream().reduce(1L, (a, b) -> Math.multiplyExact(a, Math.max(1, b)));
  }

  private static void checkCover(
      Path file, List<Map.Entry<String, Entry>> entries, long dataBytes) {
    long position = 0;
    for (Map.Entry<String, Entry> named : entries) {
      Entry entry = named.getValue();
      if (entry.begin() != position) {
        throw damaged(
            file,
            "tensor '%s' begins at byte %d, where %d is next"
                .formatted(named.getKey(), entry.begin(), position));
      }
      position = entry.end();
    }
    if (position != dataBytes) {
      throw damaged(
          file,
          "its tensors need %d bytes, but %d follow the header; it was cut off or added to"
              .formatted(position, dataBytes));
    }
  }

  private static TorchException damaged(Path file, String what) {
    return new TorchException(
        "%s is not a whole safetensors file: %s. Download or save it again."
            .formatted(file.getFileName(), what));
  }
}
