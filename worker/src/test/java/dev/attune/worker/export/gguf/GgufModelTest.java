package dev.attune.worker.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.ModelText;
import dev.attune.model.LoadedModel;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.protocol.ExportSpec;
import dev.attune.torch.DType;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.gguf.GgufFile;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.worker.TinyModel;
import dev.attune.worker.export.parity.AskedModel;
import dev.attune.worker.export.parity.Parity;
import dev.attune.worker.export.parity.Probe;
import dev.attune.worker.export.parity.ServedAnswers;
import dev.attune.worker.export.source.ExportException;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What llama.cpp is told of a model. */
@SuppressWarnings("NullAway.Init")
final class GgufModelTest {
  @TempDir Path folder;
  private Path base;
  private Path file;

  @BeforeEach
  void writeModel() throws IOException {
    base = TinyModel.write(folder.resolve("base"), 256);
    file = folder.resolve("model.gguf");
  }

  @Test
  void theHeaderSaysWhatLlamaCppAsksFor() throws IOException {
    write();
    try (GgufFile gguf = GgufFile.open(file)) {
      assertThat(gguf.values())
          .containsEntry("general.architecture", new GgufValue.Text("llama"))
          .containsEntry("general.name", new GgufValue.Text("tiny"))
          .containsEntry("llama.attention.head_count_kv", new GgufValue.Unsigned(2))
          .containsEntry("llama.rope.freq_base", new GgufValue.Real(10_000))
          .containsEntry("llama.rope.dimension_count", new GgufValue.Unsigned(8))
          .containsEntry("tokenizer.ggml.model", new GgufValue.Text("gpt2"))
          .containsEntry("tokenizer.ggml.eos_token_id", new GgufValue.Unsigned(378))
          .containsEntry("tokenizer.ggml.add_bos_token", new GgufValue.Flag(false))
          .containsKey("tokenizer.chat_template");
      assertThat(LlamaCppTokenizer.texts(gguf, "tokenizer.ggml.tokens"))
          .hasSize(384)
          .endsWith("<|im_end|>", "[PAD379]", "[PAD380]", "[PAD381]", "[PAD382]", "[PAD383]");
      assertThat(gguf.tensorNames())
          .contains("token_embd.weight", "output.weight", "blk.1.attn_output.weight");
    }
  }

  @Test
  void queriesAndKeysAreWrittenInTheOrderOfNeighbours() {
    HeadOrder order = new HeadOrder(Architecture.LLAMA, 4);
    try (TensorScope _ = new TensorScope()) {
      Tensor rows = Tensors.of(0f, 1f, 2f, 3f, 10f, 11f, 12f, 13f).view(8, 1);
      Tensor written = order.toGguf("model.layers.0.self_attn.q_proj.weight", rows);
      assertThat(written.floats()).containsExactly(0, 2, 1, 3, 10, 12, 11, 13);
      assertThat(order.fromGguf("model.layers.0.self_attn.k_proj.weight", written).floats())
          .containsExactly(rows.floats());
      assertThat(order.toGguf("model.layers.0.self_attn.v_proj.weight", rows)).isSameAs(rows);
    }
  }

  /** The control of the check: what it must not let pass. */
  @Test
  void aWrongOrderOfFeaturesShowsInTheAnswers() throws IOException {
    write();
    ConfigJson config = ConfigJson.read(base);
    try (ModelText text = ModelText.load(base);
        LoadedModel served = LoadedModel.load(base);
        ServedAnswers answers =
            new ServedAnswers(
                new AskedModel(served.model(), null, 1), Probe.of(text, config, 256));
        GgufModel read = GgufModel.read(file, config)) {
      AskedModel exported = new AskedModel(read.model(), null, 1);
      assertThat(Parity.of(answers, exported).isFaithful(DType.F16)).isTrue();

      read.model().parameters().stream()
          .filter(each -> each.name().endsWith("q_proj.weight"))
          .forEach(each -> {
            try (TensorScope _ = new TensorScope()) {
              HeadOrder order = new HeadOrder(Architecture.LLAMA, 8);
              each.value().copy(order.toGguf(each.name(), each.value()));
            }
          });
      assertThat(Parity.of(answers, exported).isFaithful(DType.F16)).isFalse();
    }
  }

  @Test
  void aFamilyThatIsNotWrittenYetIsRefusedByName() {
    ConfigJson config = ConfigJson.parse("{\"model_type\": \"phi3\"}");
    assertThatThrownBy(() -> Architecture.of(config))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("family 'phi3'")
        .hasMessageContaining("llama, mistral, qwen2 and qwen3 can");
  }

  @Test
  void theContextEndsWhereTheWindowDoes() {
    String mistral =
        "{\"model_type\": \"mistral\", \"max_position_embeddings\": 32768, \"sliding_window\": %s}";
    assertThat(GgufContext.of(ConfigJson.parse(mistral.formatted("4096")))).isEqualTo(4096);
    assertThat(GgufContext.of(ConfigJson.parse(mistral.formatted("null")))).isEqualTo(32_768);
  }

  @Test
  void slowedRopeFrequenciesAreATable() {
    ConfigJson config =
        ConfigJson.parse(
            """
            {"model_type": "llama", "rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3",
             "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
             "original_max_position_embeddings": 8192}}
            """);
    assertThat(RopeScaling.of(config).factors(128).orElseThrow())
        .hasSize(64)
        .startsWith(1f)
        .endsWith(8f)
        .isSorted();
  }

  @Test
  void aRopeTypeThatLlamaCppIsNotToldOfIsRefused() {
    ConfigJson config =
        ConfigJson.parse(
            "{\"model_type\": \"qwen2\", \"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8}}");
    assertThatThrownBy(() -> RopeScaling.of(config))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("rope type 'llama3'");
  }

  private void write() throws IOException {
    ExportSpec spec =
        new ExportSpec("tiny", ExportSpec.Format.GGUF, base.toString(), null, folder.toString(), 1);
    try (SourceModel source = SourceModel.open(spec);
        ModelText text = ModelText.load(base)) {
      GgufModel.write(source, text, file, _ -> {});
    }
  }
}
