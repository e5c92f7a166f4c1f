package dev.attune.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The weights of a Hugging Face directory: {@code model.safetensors}, or the shards that {@code
 * model.safetensors.index.json} lists. The files are mapped, so weights that are stored as F32 cost
 * no copy and are shared between processes. Tensors handed out end with this object.
 */
public final class WeightFiles implements AutoCloseable {
  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private final Map<String, SafetensorsHeader> headerOfTensor;
  private final Map<Path, MappedFile> mapped = new HashMap<>();

  private WeightFiles(Map<String, SafetensorsHeader> headerOfTensor) {
    this.headerOfTensor = headerOfTensor;
  }

  /** Reads and checks the headers of a model directory. */
  public static WeightFiles open(Path directory) {
    return new WeightFiles(headers(files(directory)));
  }

  /** Reads and checks the header of one file. */
  public static WeightFiles openFile(Path file) {
    return new WeightFiles(headers(List.of(file)));
  }

  /** Names and shapes alone, without a native library. */
  public static Map<String, SafetensorsHeader.Entry> describe(Path directory) {
    Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
    headers(files(directory)).forEach((name, header) -> entries.put(name, entryOf(header, name)));
    return entries;
  }

  public Set<String> names() {
    return headerOfTensor.keySet();
  }

  /** How the tensor is stored. */
  public SafetensorsHeader.Entry entry(String name) {
    return entryOf(header(name), name);
  }

  /**
   * The tensor as F32: the mapped numbers themselves where they are stored so, which nobody may
   * write; else a converted copy in the open scope.
   */
  public Tensor f32(String name) {
    return placed(name, stored(name), Placement.CPU);
  }

  /**
   * {@code count} numbers of the tensor from {@code start} on, a vector: the mapped numbers
   * themselves where they are as the placement wants them; else a converted copy.
   */
  public Tensor read(String name, long start, long count, Placement placement) {
    return placed(name, stored(name).view(-1).rows(start, count), placement);
  }

  @Override
  public void close() {
    mapped.values().forEach(MappedFile::close);
  }

  /** Takes the files out of memory, where they are not needed any more or not soon. */
  public void unload() {
    headerOfTensor.keySet().forEach(this::unload);
  }

  /** A converted tensor is there twice no longer than it takes to convert it. */
  private Tensor placed(String name, Tensor stored, Placement placement) {
    if (stored.dtype() == placement.dtype() && placement.device().isHost()) {
      return stored;
    }
    Tensor converted =
        Tensors.empty(placement.device(), placement.dtype(), stored.shape()).copy(stored);
    unload(name);
    return converted;
  }

  private void unload(String name) {
    SafetensorsHeader header = header(name);
    MappedFile file = mapped.get(header.file());
    SafetensorsHeader.Entry entry = entryOf(header, name);
    if (file != null && entry.end() > entry.begin()) {
      file.unload(header.dataStart() + entry.begin(), entry.end() - entry.begin());
    }
  }

  private Tensor stored(String name) {
    SafetensorsHeader header = header(name);
    SafetensorsHeader.Entry entry = entryOf(header, name);
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    return mapped
        .computeIfAbsent(header.file(), MappedFile::open)
        .tensor(header.dataStart() + entry.begin(), dtype(header, name, entry), shape);
  }

  private static DType dtype(SafetensorsHeader header, String name, SafetensorsHeader.Entry entry) {
    return switch (entry.dtype()) {
      case "F32" -> DType.F32;
      case "F16" -> DType.F16;
      case "BF16" -> DType.BF16;
      default ->
          throw new TorchException(
              "Tensor '%s' in %s has type %s. Convert the model to F32, F16 or BF16."
                  .formatted(name, header.file().getFileName(), entry.dtype()));
    };
  }

  private SafetensorsHeader header(String name) {
    SafetensorsHeader header = headerOfTensor.get(name);
    if (header == null) {
      throw new TorchException(
          "The weights have no tensor '%s'. The files and config.json do not belong together."
              .formatted(name));
    }
    return header;
  }

  private static SafetensorsHeader.Entry entryOf(SafetensorsHeader header, String name) {
    return Objects.requireNonNull(header.tensors().get(name), name);
  }

  private static Map<String, SafetensorsHeader> headers(List<Path> files) {
    Map<String, SafetensorsHeader> headers = new LinkedHashMap<>();
    for (Path file : files) {
      SafetensorsHeader header = SafetensorsHeader.read(file);
      for (String name : header.tensors().keySet()) {
        if (headers.put(name, header) != null) {
          throw new TorchException(
              "Tensor '%s' is in two files, also in %s. Download the model again."
                  .formatted(name, file.getFileName()));
        }
      }
    }
    return headers;
  }

  private static List<Path> files(Path directory) {
    if (Files.isRegularFile(directory.resolve(SINGLE))) {
      return List.of(directory.resolve(SINGLE));
    }
    if (Files.isRegularFile(directory.resolve(INDEX))) {
      return shards(directory);
    }
    throw new TorchException(
        "%s has neither %s nor %s. Only safetensors weights are read; convert others first."
            .formatted(directory, SINGLE, INDEX));
  }

  private static List<Path> shards(Path directory) {
    Set<String> names = new TreeSet<>();
    for (JsonNode name : index(directory).path("weight_map")) {
      names.add(name.asString(""));
    }
    if (names.isEmpty()) {
      throw new TorchException("%s has no weight_map. Download it again.".formatted(INDEX));
    }
    return names.stream().map(name -> shard(directory, name)).toList();
  }

  /** A shard's name comes from the index, so from a stranger: it may only name a file beside it. */
  private static Path shard(Path directory, String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*\\.safetensors")) {
      throw new TorchException("%s names the file '%s', which is no shard".formatted(INDEX, name));
    }
    Path shard = directory.resolve(name);
    if (!Files.isRegularFile(shard)) {
      throw new TorchException(
          "%s names the shard %s, which is missing. Download it.".formatted(INDEX, name));
    }
    return shard;
  }

  private static JsonNode index(Path directory) {
    try {
      return JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve(INDEX)));
    } catch (IOException | JacksonException e) {
      throw new TorchException("%s cannot be read: %s".formatted(INDEX, e.getMessage()), e);
    }
  }
}
