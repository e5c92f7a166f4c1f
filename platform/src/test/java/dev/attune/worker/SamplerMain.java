package dev.attune.worker;

import dev.attune.protocol.SamplerReady;
import dev.attune.protocol.SamplerSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Stands where the real sampler would; its port is its process id, modulo what a port can be. */
public final class SamplerMain {
  private SamplerMain() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SamplerSpec spec = SamplerSpec.parse(Objects.requireNonNull(in.readLine()));
    if (Files.exists(Path.of(spec.directory(), "crash"))) {
      Runtime.getRuntime().halt(134);
    }
    System.out.print(new SamplerReady((int) (ProcessHandle.current().pid() % 65_536)).toLine());
    System.out.flush();
    while (in.readLine() != null) {
      // Lives as long as its input.
    }
  }
}
