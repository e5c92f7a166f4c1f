package dev.attune.worker;

import dev.attune.protocol.SamplerReport;
import dev.attune.protocol.SamplerSpec;
import dev.attune.worker.sampler.LoadReports;
import dev.attune.worker.sampler.Sampler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Serves one base model: reads a {@link SamplerSpec} on standard input, prints {@link
 * SamplerReport}s, and ends when its input does, which is when whoever started it has died.
 */
public final class SamplerMain {
  private SamplerMain() {}

  /** Takes no arguments, since these are for all users of the machine to see. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    if (line == null) {
      return;
    }
    try (Sampler sampler = new Sampler(SamplerSpec.parse(line), new LoadReports()::tell)) {
      LoadReports.print(new SamplerReport.Ready(sampler.port()));
      while (in.readLine() != null) {
        // Nothing more is expected; the end is.
      }
    }
    System.exit(0); // open exchanges must not keep the process alive
  }
}
