package dev.attune.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.SamplerReport;
import dev.attune.protocol.SamplerSpec;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamplerMainTest {
  @TempDir Path folder;

  @Test
  void aSamplerServesUntilWhoeverStartedItIsGone() throws Exception {
    Path model = TinyModel.write(folder.resolve("model"), 128);
    Process sampler = WorkerProcess.start(SamplerMain.class, folder.resolve("log"));
    try (BufferedWriter in = sampler.outputWriter(StandardCharsets.UTF_8);
        BufferedReader out = sampler.inputReader(StandardCharsets.UTF_8)) {
      SamplerSpec spec =
          new SamplerSpec(
              "tiny",
              model.toString(),
              "secret",
              ControlTokens.RECOGNIZED,
              1,
              2,
              SamplerSpec.Weights.F32);
      in.write(spec.toLine());
      in.flush();

      List<SamplerReport> reports = untilReady(out);
      SamplerReport.Loading first = (SamplerReport.Loading) reports.getFirst();
      SamplerReport.Ready ready = (SamplerReport.Ready) reports.getLast();
      assertThat(first.done()).isZero();
      assertThat(first.total()).isPositive();
      assertThat(health(ready.port())).isEqualTo(200);
    }
    assertThat(sampler.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(sampler.exitValue()).isZero();
  }

  @Test
  void aSamplerWhoseModelIsBrokenSaysSoAndEnds() throws Exception {
    Process sampler = WorkerProcess.start(SamplerMain.class, folder.resolve("log"));
    try (BufferedWriter in = sampler.outputWriter(StandardCharsets.UTF_8)) {
      in.write(
          new SamplerSpec(
                  "tiny",
                  folder.toString(),
                  "secret",
                  ControlTokens.RECOGNIZED,
                  1,
                  2,
                  SamplerSpec.Weights.F32)
              .toLine());
    }
    assertThat(sampler.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(sampler.exitValue()).isNotZero();
    assertThat(Files.readString(folder.resolve("log"))).contains("has no tokenizer.json");
  }

  private static List<SamplerReport> untilReady(BufferedReader out) throws IOException {
    List<SamplerReport> reports = new ArrayList<>();
    do {
      reports.add(SamplerReport.parse(out.readLine()));
    } while (!(reports.getLast() instanceof SamplerReport.Ready));
    return reports;
  }

  private static int health(int port) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health".formatted(port)))
              .header("Authorization", "Bearer secret")
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
