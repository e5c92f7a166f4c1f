package dev.attune.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.protocol.ExportReport;
import dev.attune.protocol.ExportSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The export as a process. */
final class ExportMainTest {
  @TempDir Path folder;

  @Test
  void itTellsWhatItDoesAndEndsByItself() throws Exception {
    Process process = start(folder.resolve("out"));
    List<ExportReport> reports =
        process.inputReader(StandardCharsets.UTF_8).lines().map(ExportReport::parse).toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(reports).contains(new ExportReport.Progress("writing", 0, 16_384));
    assertThat(reports).last().isInstanceOf(ExportReport.Exported.class);
    assertThat(folder.resolve("out/adapter_model.safetensors")).exists();
  }

  @Test
  void itLeavesNothingWhenWhoeverStartedItIsGone() throws Exception {
    Process process = start(folder.resolve("out"));
    process.getOutputStream().close();
    List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains(".tmp-"));
    assertThat(said)
        .last()
        .matches(line -> line.contains("cancelled") || line.contains("exported"));
  }

  private Process start(Path out) throws IOException {
    Path base = TinyModel.write(folder.resolve("base"), 64);
    Path adapter = TinyModel.writeAdapter(base, folder.resolve("adapter"), 3);
    ExportSpec spec =
        new ExportSpec(
            "tiny", ExportSpec.Format.PEFT, base.toString(), adapter.toString(), out.toString(), 1);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                ExportMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    OutputStream in = process.getOutputStream();
    in.write(spec.toLine().getBytes(StandardCharsets.UTF_8));
    in.flush();
    return process;
  }
}
