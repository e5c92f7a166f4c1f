package dev.attune.worker.export;

import dev.attune.torch.StoredTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which tensors lie in which file: one {@code model.safetensors} where all fit, else numbered files
 * as transformers names them.
 */
record Shards(SequencedMap<String, List<StoredTensor>> tensorsByFile) {
  static final String INDEX = "model.safetensors.index.json";

  static Shards of(List<StoredTensor> tensors, long maxBytes) {
    List<List<StoredTensor>> parts = split(tensors, maxBytes);
    SequencedMap<String, List<StoredTensor>> byFile = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String name =
          parts.size() == 1
              ? "model.safetensors"
              : "model-%05d-of-%05d.safetensors".formatted(i + 1, parts.size());
      byFile.put(name, parts.get(i));
    }
    return new Shards(byFile);
  }

  boolean isSingle() {
    return tensorsByFile.size() == 1;
  }

  /** The file that says where each tensor is. */
  byte[] index() {
    Map<String, String> fileOfTensor = new LinkedHashMap<>();
    long bytes = 0;
    for (Map.Entry<String, List<StoredTensor>> file : tensorsByFile.entrySet()) {
      for (StoredTensor tensor : file.getValue()) {
        fileOfTensor.put(tensor.name(), file.getKey());
        bytes += tensor.bytes();
      }
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("metadata", Map.of("total_size", bytes));
    index.put("weight_map", fileOfTensor);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(index);
  }

  private static List<List<StoredTensor>> split(List<StoredTensor> tensors, long maxBytes) {
    List<List<StoredTensor>> parts = new ArrayList<>(List.of(new ArrayList<>()));
    long bytes = 0;
    for (StoredTensor tensor : tensors) {
      if (bytes > 0 && bytes + tensor.bytes() > maxBytes) {
        parts.add(new ArrayList<>());
        bytes = 0;
      }
      parts.getLast().add(tensor);
      bytes += tensor.bytes();
    }
    return parts;
  }
}
