package dev.attune.worker.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.model.AdapterConfig;
import dev.attune.model.LoadedModel;
import dev.attune.protocol.ExportReport;
import dev.attune.protocol.ExportSpec;
import dev.attune.protocol.ExportSpec.Format;
import dev.attune.torch.SafetensorsHeader;
import dev.attune.torch.WeightFiles;
import dev.attune.worker.TinyModel;
import dev.attune.worker.export.source.ExportException;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports of a tiny model with an adapter, in every form. */
@SuppressWarnings("NullAway.Init")
final class ExportTest {
  @TempDir private static Path models;
  private static Path base;
  private static Path adapter;

  @TempDir Path folder;

  @BeforeAll
  static void writeModel() throws IOException {
    base = TinyModel.write(models.resolve("base"), 256);
    adapter = TinyModel.writeAdapter(base, models.resolve("adapter"), 7);
  }

  @ParameterizedTest
  @EnumSource
  void everyFormAnswersAsTheServedModelDoes(Format format) throws IOException {
    List<ExportReport> reports = export(format, adapter, folder.resolve("out"));

    assertThat(reports)
        .filteredOn(ExportReport.Checked.class::isInstance)
        .extracting(report -> (ExportReport.Checked) report)
        .allMatch(ExportReport.Checked::same)
        .extracting(ExportReport.Checked::what)
        .startsWith("logits", "greedy text");
    assertThat(reports.getLast()).isInstanceOf(ExportReport.Exported.class);
    assertThat(folder).isDirectoryContaining("glob:**out").isDirectoryNotContaining("glob:**.tmp*");
  }

  @Test
  void anAdapterIsWrittenWithItsConfigurationAndTheTokenizer() throws IOException {
    Path out = folder.resolve("peft");
    ExportReport last = export(Format.PEFT, adapter, out).getLast();

    assertThat(((ExportReport.Exported) last).files())
        .containsExactly(
            "adapter_config.json",
            "adapter_model.safetensors",
            "chat_template.jinja",
            "tokenizer.json",
            "tokenizer_config.json");
    assertThat(AdapterConfig.read(out)).isEqualTo(AdapterConfig.read(adapter));
    assertThat(out.resolve("adapter_model.safetensors"))
        .hasSameBinaryContentAs(adapter.resolve("adapter_model.safetensors"));
  }

  @Test
  void aWholeModelIsExportedToTheBit() throws IOException {
    Path out = folder.resolve("whole");
    export(Format.SAFETENSORS, null, out);
    assertThat(out.resolve("model.safetensors"))
        .hasSameBinaryContentAs(base.resolve("model.safetensors"));
    assertThat(out.resolve("config.json")).hasSameBinaryContentAs(base.resolve("config.json"));
  }

  @Test
  void aLargeModelIsCutIntoFilesThatTheIndexNames() throws IOException {
    SourceModel source = SourceModel.open(spec(Format.SAFETENSORS, adapter, folder));
    SafetensorsFormat format = new SafetensorsFormat(30_000);
    format.write(
        source,
        dev.attune.data.ModelText.load(base),
        folder,
        new WriteProgress(format.bytes(source), _ -> {}));

    assertThat(folder.resolve("model.safetensors")).doesNotExist();
    assertThat(folder).isDirectoryContaining("glob:**/model-00003-of-000??.safetensors");
    assertThat(folder.resolve("model.safetensors.index.json"))
        .content()
        .contains("\"total_size\" : " + format.bytes(source));
    assertThat(WeightFiles.describe(folder).values())
        .hasSameSizeAs(source.tensors())
        .extracting(SafetensorsHeader.Entry::dtype)
        .containsOnly("F32");
    try (LoadedModel loaded = LoadedModel.load(folder)) {
      assertThat(loaded.model().parameters()).hasSameSizeAs(source.tensors());
    }
    source.close();
  }

  @Test
  void aWholeModelHasNoAdapterToExport() {
    assertThatThrownBy(() -> export(Format.PEFT, null, folder.resolve("out")))
        .isInstanceOf(ExportException.class)
        .hasMessage("tiny is a whole model and has no adapter. Export it as safetensors or gguf.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDirectoryWithSomethingInItIsLeftAsItIs() throws IOException {
    Path taken = Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> export(Format.GGUF, adapter, folder))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("is not an empty directory");
    assertThat(folder).isDirectoryContaining(taken::equals);
    assertThat(taken).hasContent("mine");
  }

  @Test
  void anEmptyDirectoryMayBeTheTarget() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(export(Format.PEFT, adapter, empty).getLast())
        .isInstanceOf(ExportReport.Exported.class);
  }

  private static List<ExportReport> export(Format format, @Nullable Path adapter, Path out)
      throws IOException {
    List<ExportReport> reports = new ArrayList<>();
    new Export(spec(format, adapter, out), reports::add).run();
    return reports;
  }

  private static ExportSpec spec(Format format, @Nullable Path adapter, Path out) {
    String path = adapter == null ? null : adapter.toString();
    return new ExportSpec("tiny", format, base.toString(), path, out.toString(), 1);
  }
}
