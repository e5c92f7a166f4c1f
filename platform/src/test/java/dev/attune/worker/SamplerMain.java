package dev.attune.worker;

import dev.attune.protocol.SamplerReport;
import dev.attune.protocol.SamplerSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Stands where the real sampler would; its port is its process id, modulo what a port can be. */
public final class SamplerMain {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private SamplerMain() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SamplerSpec spec = SamplerSpec.parse(Objects.requireNonNull(in.readLine()));
    if (Files.exists(Path.of(spec.directory(), "crash"))) {
      Runtime.getRuntime().halt(134);
    }
    say(new SamplerReport.Loading(1, 2));
    while (Files.exists(Path.of(spec.directory(), "slow"))
        && Files.notExists(Path.of(spec.directory(), "go"))) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    say(new SamplerReport.Ready((int) (ProcessHandle.current().pid() % 65_536)));
    while (in.readLine() != null) {
      // Lives as long as its input.
    }
  }

  private static void say(SamplerReport report) {
    System.out.print(report.toLine());
    System.out.flush();
  }
}
