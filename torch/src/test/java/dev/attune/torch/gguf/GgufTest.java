package dev.attune.torch.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.torch.DType;
import dev.attune.torch.StoredTensor;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.TorchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GgufTest {
  private static final SequencedMap<String, GgufValue> VALUES = values();

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path path = write();
    try (TensorScope _ = new TensorScope();
        GgufFile file = GgufFile.open(path)) {
      assertThat(file.values()).isEqualTo(VALUES);
      assertThat(file.tensorNames()).containsExactly("blk.0.attn_q.weight", "output_norm.weight");
      assertThat(file.tensor("output_norm.weight").floats()).containsExactly(7f, 8f, 9f);
      Tensor half = file.tensor("blk.0.attn_q.weight");
      assertThat(half.dtype()).isEqualTo(DType.F16);
      assertThat(half.shape()).containsExactly(2, 3);
      assertThat(Tensors.zeros(2, 3).copy(half).floats()).containsExactly(1, -2.5f, 3, 4, 5, 6);
    }
  }

  @Test
  void theFastestDimensionIsNamedFirstAndTensorsBeginOnThirtyTwoBytes() throws IOException {
    byte[] bytes = Files.readAllBytes(write());
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int name = indexOf(bytes, "blk.0.attn_q.weight");
    assertThat(header.getInt(0)).isEqualTo(0x46554747);
    assertThat(header.getInt(name)).as("dimensions").isEqualTo(2);
    assertThat(header.getLong(name + 4)).as("length of a row").isEqualTo(3);
    assertThat(header.getLong(name + 12)).as("rows").isEqualTo(2);
    assertThat(header.getInt(name + 20)).as("F16").isEqualTo(1);
    int second = indexOf(bytes, "output_norm.weight");
    assertThat(header.getLong(second + 16)).as("offset of the second").isEqualTo(32);
    assertThat(bytes.length % 32).isZero();
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(write());
    Path cut = folder.resolve("cut.gguf");
    for (int length = 1; length < indexOf(whole, "output_norm.weight") + 24; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GgufFile.open(cut)).isInstanceOf(TorchException.class);
    }
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("model.gguf"), "{\"not\": \"gguf\"}".repeat(9));
    assertThatThrownBy(() -> GgufFile.open(other))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("does not begin");
  }

  private Path write() throws IOException {
    Path path = folder.resolve("written.gguf");
    try (TensorScope _ = new TensorScope()) {
      Map<String, Tensor> tensors =
          Map.of(
              "blk.0.attn_q.weight",
              Tensors.empty(DType.F16, 2, 3).copy(Tensors.of(1f, -2.5f, 3f, 4f, 5f, 6f).view(2, 3)),
              "output_norm.weight",
              Tensors.of(7f, 8f, 9f));
      GgufWriter.write(
          path,
          VALUES,
          List.of(
              new StoredTensor("blk.0.attn_q.weight", DType.F16, List.of(2L, 3L)),
              new StoredTensor("output_norm.weight", DType.F32, List.of(3L))),
          name -> Objects.requireNonNull(tensors.get(name)));
    }
    return path;
  }

  private static SequencedMap<String, GgufValue> values() {
    SequencedMap<String, GgufValue> values = new LinkedHashMap<>();
    values.put("general.architecture", new GgufValue.Text("llama"));
    values.put("llama.block_count", new GgufValue.Unsigned(5));
    values.put("llama.rope.freq_base", new GgufValue.Real(10_000));
    values.put("tokenizer.ggml.add_bos_token", new GgufValue.Flag(true));
    values.put("tokenizer.ggml.tokens", new GgufValue.Texts(List.of("<s>", "▁été", "\n")));
    values.put("tokenizer.ggml.token_type", new GgufValue.Integers(List.of(3, 1, 6)));
    values.put("tokenizer.ggml.scores", new GgufValue.Reals(List.of(0f, -1.5f, -3e9f)));
    return values;
  }

  /** Behind the first place where {@code text} stands. */
  private static int indexOf(byte[] bytes, String text) {
    int start = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(start).isNotNegative();
    return start + text.length();
  }
}
