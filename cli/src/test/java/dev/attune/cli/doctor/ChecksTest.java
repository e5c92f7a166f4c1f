package dev.attune.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.attune.wire.doctor.Finding;
import dev.attune.wire.doctor.Finding.Verdict;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksTest {
  private static final String LIBTORCH = "pytorch-2.10.0-1.5.13-linux-x86_64.jar";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void anOldOrPartialJavaIsAProblem() {
    assertThat(JdkCheck.ofThisProcess().look().verdict()).isEqualTo(Verdict.OK);
    assertThat(new JdkCheck(24, "24.0.2", ModuleFinder.ofSystem()).look().verdict())
        .isEqualTo(Verdict.PROBLEM);
    assertThat(new JdkCheck(25, "25", ModuleFinder.of()).look().message())
        .isEqualTo("Java 25 has no module jdk.incubator.vector, which workers need");
  }

  @Test
  void oneCoreIsAWarning() {
    assertThat(new CoresCheck(1).look().verdict()).isEqualTo(Verdict.WARNING);
    assertThat(new CoresCheck(2).look()).isEqualTo(Finding.ok("cores", "2"));
  }

  @Test
  void littleMemoryIsAWarningAndAlmostNoneAProblem() {
    assertThat(new MemoryCheck(1 << 29).look().verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(new MemoryCheck(2L << 30).look().verdict()).isEqualTo(Verdict.WARNING);
    assertThat(new MemoryCheck(16_000_000_000L).look()).isEqualTo(Finding.ok("memory", "16.0 GB"));
  }

  @Test
  void aFullDiskIsAProblemAndAFolderToBeMadeIsNot() {
    Path toBeMade = folder.resolve("a").resolve("b");

    assertThat(new DiskCheck(toBeMade, _ -> 100L << 30).look().verdict()).isEqualTo(Verdict.OK);
    assertThat(new DiskCheck(toBeMade, _ -> 5L << 30).look().verdict()).isEqualTo(Verdict.WARNING);
    assertThat(new DiskCheck(toBeMade, _ -> 5L << 20).look().verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(new DiskCheck(toBeMade, _ -> -1).look().verdict()).isEqualTo(Verdict.WARNING);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileInPlaceOfTheDataDirectoryIsAProblem() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(new DiskCheck(file, _ -> 100L << 30).look().message())
        .isEqualTo(file + " cannot be written to");
  }

  @Test
  void aMachineWithoutADriverIsWell() {
    assertThat(new GpuCheck(List.of("/nowhere/nvidia-smi"), true).look().verdict())
        .isEqualTo(Verdict.OK);
  }

  @Test
  void aGpuIsNamedAndABuildThatCannotUseItSaysSo() {
    List<String> driver = List.of("echo", "H100, 81559 MiB, 580.1");

    assertThat(new GpuCheck(driver, true).look()).isEqualTo(Finding.ok("gpu", driver.getLast()));
    assertThat(new GpuCheck(driver, false).look().remedy()).contains("-Pcuda");
  }

  @Test
  void aDriverThatFailsIsAWarningWithItsOwnWords() {
    Finding finding = new GpuCheck(List.of("sh", "-c", "echo mismatch; exit 18"), true).look();

    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.message()).isEqualTo("nvidia-smi fails: mismatch");
  }

  @Test
  void aClockThatRunsBehindItsOwnStampsIsAProblem() throws IOException {
    Instant now = Instant.parse("2026-05-01T10:00:00Z");
    Path file = Files.createFile(folder.resolve("file"));
    List<Path> stamped = List.of(file, folder.resolve("missing"));

    Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(60)));
    assertThat(new ClockCheck(now, stamped).look())
        .isEqualTo(Finding.ok("clock", "2026-05-01T10:00:00Z"));

    Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(3600)));
    assertThat(new ClockCheck(now, stamped).look().message())
        .isEqualTo(
            "it says 2026-05-01T10:00:00Z, but files of Attune are from 2026-05-01T11:00:00Z");
  }

  @Test
  void theTemporaryFolderMustBeThereAndIsLeftAsItWas() throws IOException {
    assertThat(new TemporaryFolderCheck(folder).look().verdict()).isEqualTo(Verdict.OK);
    assertThat(folder).isEmptyDirectory();
    assertThat(new TemporaryFolderCheck(folder.resolve("missing")).look().verdict())
        .isEqualTo(Verdict.PROBLEM);
  }

  @Test
  void libtorchMustLieBesideTheWorkers() throws IOException {
    LibtorchCheck check = new LibtorchCheck(WorkerJar.in(folder));
    Path lib = Files.createDirectory(folder.resolve("lib"));
    assertThat(check.look().message()).contains("attune-worker.jar is missing");

    workerJar(lib, "attune-torch.jar " + LIBTORCH);
    Files.createFile(lib.resolve("attune-torch.jar"));
    assertThat(check.look().message()).isEqualTo(lib.resolve(LIBTORCH) + " is missing");

    Files.createFile(lib.resolve(LIBTORCH));
    assertThat(check.look()).isEqualTo(Finding.ok("libtorch", LIBTORCH));

    workerJar(lib, "attune-torch.jar");
    assertThat(check.look().message()).contains("names no libtorch");
  }

  @Test
  void aPortIsFreeOrOursOrTaken() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    int port;
    try (ServerSocket silent = new ServerSocket(0, 1, here)) {
      port = silent.getLocalPort();
    }
    assertThat(new PortCheck(port).look().message()).isEqualTo(port + " is free");

    HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
    server.start();
    try {
      port = server.getAddress().getPort();
      assertThat(new PortCheck(port).look().verdict()).isEqualTo(Verdict.PROBLEM);

      server.createContext(
          "/healthz",
          exchange -> {
            exchange.getResponseHeaders().add("openai-version", "2020-10-01");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      assertThat(new PortCheck(port).look())
          .isEqualTo(Finding.ok("port", "an Attune server answers on " + port));
    } finally {
      server.stop(0);
    }
  }

  private static void workerJar(Path lib, String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    new JarOutputStream(Files.newOutputStream(lib.resolve("attune-worker.jar")), manifest).close();
  }
}
