package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.doctor.Diagnosis;
import dev.attune.wire.doctor.Finding;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person and a program read of {@code attune doctor}. */
final class DoctorTest {
  private static final List<String> CHECKS =
      List.of(
          "java", "cores", "memory", "disk", "gpu", "database", "port", "clock", "tmp", "libtorch");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private String port = "";

  @BeforeEach
  void install() throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    String libtorch = "pytorch-2.10.0-1.5.13-linux-x86_64.jar";
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libtorch);
    new JarOutputStream(Files.newOutputStream(lib.resolve("attune-worker.jar")), manifest).close();
    Files.createFile(lib.resolve(libtorch));
    Files.setLastModifiedTime(lib.resolve("attune-worker.jar"), FileTime.fromMillis(0));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = String.valueOf(free.getLocalPort());
    }
  }

  @Test
  void eachCheckIsOneLineAndAProblemIsTheExitCode() {
    Cli.Result result =
        doctor(Finding.problem("database", "it is damaged:\n page 3", "Restore it"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines().map(line -> line.split(" +", 3)[1])).isEqualTo(CHECKS);
    assertThat(result.out())
        .contains("problem  database  it is damaged: page 3. Restore it.\n")
        .contains("ok       port      " + port + " is free.\n");
  }

  @Test
  void theSameAsJsonAndAllWellIsZero() {
    Cli.Result result = doctor(Finding.ok("database", "whole"), "--json");

    Diagnosis read = WireJson.mapper().readValue(result.out(), Diagnosis.class);
    assertThat(result.out())
        .startsWith("{\"ok\":true,\"checks\":[{\"check\":\"java\",\"verdict\":\"ok\"");
    assertThat(read.checks()).extracting(Finding::check).isEqualTo(CHECKS);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theDatabaseOfTheDataDirectoryIsLookedAt() {
    assertThat(doctor(Finding.ok("database", "whole"), "--data-dir", "mine").out())
        .contains("free for " + folder.resolve("mine"));
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    assertThat(new Cli(folder).set("ATTUNE_PORT", "65536").run("doctor"))
        .isEqualTo(new Cli.Result(2, "", "--port 65536 must be a number from 0 to 65535.\n"));
  }

  @Test
  void withoutAServerTheDatabaseIsAProblem() {
    Cli.Result result = new Cli(folder).home(folder).run("doctor", "--port", port);

    assertThat(result.out()).contains("problem  database  the server is not part");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  private Cli.Result doctor(Finding database, String... options) {
    Cli cli =
        new Cli(folder)
            .home(folder)
            .set("ATTUNE_PORT", port)
            .tools(name -> Optional.of(new Says(name, database)));
    return cli.run(
        Stream.concat(Stream.of("doctor"), Arrays.stream(options)).toArray(String[]::new));
  }

  private record Says(String name, Finding finding) implements ToolProvider {
    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
      out.println(WireJson.mapper().writeValueAsString(finding));
      return 0;
    }
  }
}
