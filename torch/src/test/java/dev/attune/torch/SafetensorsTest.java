package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    try (TensorScope _ = new TensorScope()) {
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("b.weight", Tensors.of(1f, -2.5f, 3e-9f, 4f, 5f, 6f).view(2, 3));
      tensors.put("a.bias", Tensors.of(7f));
      tensors.put("half", Tensors.empty(DType.BF16, 2).copy(Tensors.of(0.5f, -3f)));
      SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);

      try (WeightFiles files = WeightFiles.open(folder)) {
        assertThat(files.names()).containsExactly("b.weight", "a.bias", "half");
        assertThat(files.entry("b.weight").shape()).containsExactly(2L, 3L);
        assertThat(files.f32("b.weight").floats()).containsExactly(1, -2.5f, 3e-9f, 4, 5, 6);
        assertThat(files.f32("a.bias").item()).isEqualTo(7);
        assertThat(files.f32("half").floats()).containsExactly(0.5f, -3f);
      }
    }
  }

  @Test
  void shardsAreFoundThroughTheIndex() throws IOException {
    try (TensorScope _ = new TensorScope()) {
      write("model-00001-of-00002.safetensors", "x", 1);
      write("model-00002-of-00002.safetensors", "y", 2);
      index(
          "{\"x\":\"model-00001-of-00002.safetensors\",\"y\":\"model-00002-of-00002.safetensors\"}");
      try (WeightFiles files = WeightFiles.open(folder)) {
        assertThat(files.f32("y").item()).isEqualTo(2);
      }
    }
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    index("{\"x\":\"model-00001-of-00002.safetensors\"}");
    assertThatThrownBy(() -> WeightFiles.open(folder))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("model-00001-of-00002.safetensors, which is missing");
  }

  @Test
  void anIndexCannotNameAFileElsewhere() throws IOException {
    index("{\"x\":\"../secret.safetensors\"}");
    assertThatThrownBy(() -> WeightFiles.open(folder))
        .hasMessageContaining("'../secret.safetensors', which is no shard");
  }

  @Test
  void aDirectoryWithAPickleOnlySaysWhatIsRead() throws IOException {
    Files.writeString(folder.resolve("pytorch_model.bin"), "x");
    assertThatThrownBy(() -> WeightFiles.open(folder))
        .hasMessageContaining("Only safetensors weights are read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                                                        | is no JSON object
          {"a"                                                                       | is no JSON
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | Duplicate
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                     | needs 8 bytes
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}                   | lacks dtype, shape or data_offsets
          {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                    | 'a' has -1 where a size
          {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}                   | 'a' has 1.5 where a size
          {"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}                   | where a size
          {"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}                     | unknown type 'F99'
          {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}} | impossible shape
          {"a":{"dtype":"F32","shape":[0,4294967296,4294967296],"data_offsets":[0,0]}} | impossible shape
          {"a":{"dtype":"F32","shape":[1],"data_offsets":{"x":0,"y":4}}} | lacks dtype
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                     | begins at byte 4, where 0 is next
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | where 4 is next
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}                     | need 8 bytes, but 4 follow
          {}                                                                         | need 0 bytes, but 4 follow
          {"a":7}                                                                    | 'a' lacks
          """)
  void aHeaderThatLiesIsRefusedByName(String header, String message) throws IOException {
    file(header.strip(), 4);
    assertThatThrownBy(() -> SafetensorsHeader.read(folder.resolve("model.safetensors")))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("model.safetensors");
  }

  @Test
  void aHeaderLongerThanItsFileIsRefused() throws IOException {
    Files.write(folder.resolve("model.safetensors"), length(5000));
    assertThatThrownBy(() -> SafetensorsHeader.read(folder.resolve("model.safetensors")))
        .hasMessageContaining("claims 5000 bytes, but the file has 8");
    Files.write(folder.resolve("model.safetensors"), length(-1));
    assertThatThrownBy(() -> SafetensorsHeader.read(folder.resolve("model.safetensors")))
        .hasMessageContaining("claims 18446744073709551615 bytes");
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (TensorScope _ = new TensorScope()) {
      write("model.safetensors", "x", 1);
    }
    byte[] whole = Files.readAllBytes(file);
    for (int size = 0; size < whole.length; size++) {
      Files.write(file, Arrays.copyOf(whole, size));
      assertThatThrownBy(() -> SafetensorsHeader.read(file)).isInstanceOf(TorchException.class);
    }
  }

  @Test
  void noMutationOfAFileEndsInAnythingButANamedError() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (TensorScope _ = new TensorScope()) {
      write("model.safetensors", "x", 1);
    }
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int round = 0; round < 3000; round++) {
      byte[] mutated = whole.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, mutated);
      try {
        SafetensorsHeader.read(file);
      } catch (TorchException expected) {
        assertThat(expected).hasMessageContaining("model.safetensors");
      }
    }
  }

  private void write(String name, String tensor, float value) throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(tensor, Tensors.of(value));
    SafetensorsWriter.write(folder.resolve(name), tensors);
  }

  private void index(String weightMap) throws IOException {
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\":%s}".formatted(weightMap));
  }

  private void file(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes);
    bytes.put(length(json.length)).put(json);
    Files.write(folder.resolve("model.safetensors"), bytes.array());
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }
}
