package dev.attune.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.ModelException;
import dev.attune.model.decoder.ModelShape;
import dev.attune.model.decoder.RopeConfig;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.RandomSource;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.TorchException;
import dev.attune.torch.WeightFiles;
import dev.attune.torch.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model directory may be, and what is said of one that cannot be used. */
final class LoadedModelTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("golden.dir", "../golden"), "llama-gqa");

  @TempDir Path folder;

  @BeforeEach
  void copyModel() throws IOException {
    for (String file : List.of("config.json", "generation_config.json", "model.safetensors")) {
      Files.copy(GOLDEN.resolve(file), folder.resolve(file));
    }
  }

  @Test
  void aModelIsLoadedWithAllItsWeights() {
    try (LoadedModel loaded = LoadedModel.load(folder)) {
      CausalLm model = loaded.model();
      assertThat(model.shape()).isEqualTo(new ModelShape(256, 64, 3, 2, 16, 128));
      assertThat(model.parameters().stream().mapToLong(Parameter::count).sum()).isEqualTo(162_240);
      assertThat(Adapters.allLinear(model))
          .containsExactly(
              "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
    }
  }

  @Test
  void aModelThatIsLoadedForSamplingSaysHowFarItIs() {
    List<Long> heard = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    try (LoadedModel loaded =
        LoadedModel.loadForSampling(
            folder,
            WeightFormat.INT8,
            (done, total) -> {
              heard.add(done);
              totals.add(total);
            })) {
      assertThat(heard).isSorted().hasSize(loaded.model().parameters().size() + 1);
      assertThat(heard.getFirst()).isZero();
      assertThat(heard.getLast()).isEqualTo(162_240L * Float.BYTES);
      assertThat(totals).containsOnly(162_240L * Float.BYTES);
      assertThat(loaded.model().matrices()).noneMatch(Parameter::isBound);
    }
  }

  @Test
  void aSavedModelIsTheSameModel() throws IOException {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (TensorScope _ = new TensorScope();
        LoadedModel loaded = LoadedModel.load(folder)) {
      loaded.save(saved);
      try (LoadedModel again = LoadedModel.load(saved)) {
        for (int i = 0; i < loaded.model().parameters().size(); i++) {
          Parameter before = loaded.model().parameters().get(i);
          Parameter after = again.model().parameters().get(i);
          assertThat(after.value().floats()).isEqualTo(before.value().floats());
        }
      }
    }
    assertThat(saved.resolve("generation_config.json")).exists();
    assertThat(saved.resolve("config.json")).content().contains("\"dtype\" : \"float32\"");
  }

  @Test
  void anAdapterThatIsSavedCanBeLoadedAndLooksAsPeftWritesIt() throws IOException {
    Path saved = Files.createDirectory(folder.resolve("adapter"));
    try (TensorScope _ = new TensorScope();
        LoadedModel loaded = LoadedModel.load(folder)) {
      AdapterConfig config =
          new AdapterConfig(4, 8, 0.1, List.of("q_proj", "down_proj"), true, "tiny");
      LoraAdapter adapter = Adapters.create(loaded.model(), config, new RandomSource(1));
      Adapters.save(adapter, config, saved);

      LoraAdapter again = Adapters.load(loaded.model(), saved);

      assertThat(AdapterConfig.read(saved)).isEqualTo(config);
      assertThat(again.parameters()).hasSize(3 * 2 * 2);
      for (int i = 0; i < again.parameters().size(); i++) {
        assertThat(again.parameters().get(i).value().floats())
            .isEqualTo(adapter.parameters().get(i).value().floats());
      }
      assertThat(again.parameters())
          .extracting(Parameter::name)
          .contains("base_model.model.model.layers.2.mlp.down_proj.lora_B.weight");
      assertThat(config.scaling()).isEqualTo(8 / 2.0);
    }
  }

  @Test
  void aTargetModuleThatTheModelLacksIsNamed() {
    try (TensorScope _ = new TensorScope();
        LoadedModel loaded = LoadedModel.load(folder)) {
      AdapterConfig config = new AdapterConfig(4, 8, 0, List.of("query_key_value"), false, "tiny");
      assertThatThrownBy(() -> Adapters.create(loaded.model(), config, new RandomSource(1)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("no linear module 'query_key_value'; it has q_proj");
    }
  }

  @Test
  void anAdapterOfAnotherModelIsRefusedByTensor() {
    try (TensorScope _ = new TensorScope();
        LoadedModel loaded = LoadedModel.load(folder)) {
      assertThatThrownBy(
              () -> Adapters.load(loaded.model(), GOLDEN.resolveSibling("qwen3-qk-norm/adapter")))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("self_attn");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "model_type": "llama"     | "model_type": "bloom"      | family 'bloom' are not supported; these are: gemma
          "model_type": "llama",    |                            | lacks model_type
          "hidden_size": 64         | "hidden_size": 72          | has shape
          "hidden_size": 64,        |                            | lacks hidden_size
          "hidden_size": 64         | "hidden_size": "64"        | hidden_size "64", where an integer belongs
          "hidden_size": 64         | "hidden_size": 0           | hidden_size 0, where at least 1
          "num_hidden_layers": 3    | "num_hidden_layers": 4     | lack tensor 'model.layers.3.
          "num_hidden_layers": 3    | "num_hidden_layers": 2     | have tensor 'model.layers.2.
          "num_key_value_heads": 2  | "num_key_value_heads": 3   | must be a multiple
          "hidden_act": "silu"      | "hidden_act": "relu"       | 'relu', which is not supported; 'silu' is
          "rope_type": "default"    | "rope_type": "mrope"       | rope type 'mrope', which is not supported
          "rope_type": "default"    | "rope_type": "linear"      | lacks the factor
          "rope_type": "default"    | "rope_type": "longrope"    | has 0 numbers in short_factor, where 8 belong
          "dtype": "float32"        | "quantization_config": {}  | weights are quantized, which is not supported
          """)
  void aConfigurationThatDoesNotFitIsRefusedByField(String from, String to, String message)
      throws IOException {
    Path config = folder.resolve("config.json");
    String json = Files.readString(config);
    assertThat(json).contains(from);
    Files.writeString(config, json.replace(from, to == null ? "" : to));
    assertThatThrownBy(() -> LoadedModel.load(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aConfigurationThatIsNoJsonIsRefused() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{");
    assertThatThrownBy(() -> LoadedModel.load(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("config.json cannot be read");
    Files.delete(folder.resolve("config.json"));
    assertThatThrownBy(() -> LoadedModel.load(folder)).hasMessageContaining("has no config.json");
  }

  @Test
  void truncatedWeightsAreRefused() throws IOException {
    Path weights = folder.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length - 100));
    assertThatThrownBy(() -> LoadedModel.load(folder))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("cut off");
  }

  @Test
  void weightsOfATypeThatIsNoFloatAreRefusedByTensor() throws IOException {
    try (TensorScope _ = new TensorScope();
        WeightFiles files = WeightFiles.open(folder)) {
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      for (String name : files.names()) {
        tensors.put(name, files.f32(name));
      }
      tensors.put("model.norm.weight", Tensors.of(new long[64]));
      Files.delete(folder.resolve("model.safetensors"));
      SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
    }
    assertThatThrownBy(() -> LoadedModel.load(folder))
        .hasMessageContaining("'model.norm.weight' has type I64");
  }

  @Test
  void bothSpellingsOfTheRotationMeanTheSame() throws IOException {
    Path folded = GOLDEN.resolveSibling("llama3-scaled-rope-tied");
    Path older = Files.createDirectory(folder.resolve("older"));
    Files.copy(folded.resolve("model.safetensors"), older.resolve("model.safetensors"));
    String config = Files.readString(folded.resolve("config.json"));
    String rope = config.substring(config.indexOf("\"rope_parameters\""), config.indexOf('}') + 1);
    String inside = rope.substring(rope.indexOf('{') + 1, rope.length() - 1);
    Files.writeString(
        older.resolve("config.json"),
        config.replace(
            rope,
            "\"rope_theta\": 10000.0, \"rope_scaling\": {%s}"
                .formatted(inside.replaceAll("\\s*\"rope_theta\": [0-9.]+,", ""))));
    assertThat(Files.readString(older.resolve("config.json"))).doesNotContain("rope_parameters");

    assertThat(frequencies(older)).isEqualTo(frequencies(folded));
  }

  private static List<Float> frequencies(Path directory) {
    return RopeConfig.frequencies(ConfigJson.read(directory), 16);
  }

  @Test
  void everyFamilyOfTheTableIsInTheReferenceModels() throws IOException {
    try (Stream<Path> cases = Files.list(GOLDEN.getParent())) {
      assertThat(
              cases
                  .filter(Files::isDirectory)
                  .map(each -> ConfigJson.read(each).modelType())
                  .distinct())
          .containsAll(Families.modelTypes());
    }
  }
}
