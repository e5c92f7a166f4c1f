package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.torch.gguf.GgufFile;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.torch.gguf.GgufWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weight files broken at random: each is read or refused with a {@link TorchException}. */
final class FileFuzzTest {
  private static final int ROUNDS = 1_500;
  private static final int LONG = 60_000;

  @TempDir Path folder;

  @Test
  void aBrokenSafetensorsFileIsReadOrRefused() throws IOException {
    safetensors(ROUNDS, 1);
  }

  @Test
  void aBrokenGgufFileIsReadOrRefused() throws IOException {
    gguf(ROUNDS, 2);
  }

  @Test
  @Tag("soak")
  void brokenFilesAreReadOrRefusedForLong() throws IOException {
    safetensors(LONG, 3);
    gguf(LONG, 4);
  }

  private void safetensors(int rounds, long seed) throws IOException {
    byte[] whole = safetensorsFile();
    Files.write(folder.resolve("model.safetensors"), whole);
    assertThat(WeightFiles.describe(folder)).hasSize(2);
    int refused =
        run(
            rounds,
            new Random(seed),
            whole,
            "model.safetensors",
            _ -> WeightFiles.describe(folder).values().forEach(SafetensorsHeader.Entry::count));
    assertThat(refused).isBetween(rounds / 2, rounds - 1);
  }

  private void gguf(int rounds, long seed) throws IOException {
    int refused =
        run(rounds, new Random(seed), ggufFile(), "model.gguf", FileFuzzTest::readAllOfGguf);
    assertThat(refused).isBetween(rounds / 10, rounds - 1);
  }

  private int run(int rounds, Random random, byte[] whole, String name, Consumer<Path> read)
      throws IOException {
    HostileBytes hostile = new HostileBytes(random);
    Path file = folder.resolve(name);
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      Files.write(file, hostile.mutate(whole));
      try {
        read.accept(file);
      } catch (TorchException named) {
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError unnamed) {
        throw new AssertionError("Round %d".formatted(round), unnamed);
      }
    }
    return refused;
  }

  private static void readAllOfGguf(Path file) {
    try (TensorScope _ = new TensorScope();
        GgufFile gguf = GgufFile.open(file)) {
      gguf.tensorNames().forEach(name -> gguf.tensor(name).dtype());
    }
  }

  private static byte[] safetensorsFile() {
    byte[] header =
        """
        {"__metadata__":{"format":"pt"},"a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
        "b":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]}}\
        """
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + header.length + 32)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private byte[] ggufFile() throws IOException {
    Path file = folder.resolve("whole.gguf");
    LinkedHashMap<String, GgufValue> values = new LinkedHashMap<>();
    values.put("name", new GgufValue.Text("tiny"));
    values.put("size", new GgufValue.Unsigned(7));
    values.put("words", new GgufValue.Texts(List.of("a", "b")));
    values.put("numbers", new GgufValue.Integers(List.of(1, 2)));
    values.put("scores", new GgufValue.Reals(List.of(1f, 2f)));
    values.put("flag", new GgufValue.Flag(true));
    StoredTensor tensor = new StoredTensor("a.weight", DType.F32, List.of(2L, 3L));
    try (TensorScope _ = new TensorScope()) {
      GgufWriter.write(file, values, List.of(tensor), _ -> Tensors.zeros(2, 3));
    }
    return Files.readAllBytes(file);
  }
}
