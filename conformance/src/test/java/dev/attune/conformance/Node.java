package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scripts with OpenAI's Node SDK; a test that asks for one is skipped where there is no Node. */
final class Node {
  private static final List<String> PACKAGE =
      List.of("package.json", "package-lock.json", "recording.mjs");

  private final Path folder;

  private Node(Path folder) {
    this.folder = folder;
  }

  /** Installs the SDK beside copies of scripts. */
  static Node install(Path folder, String... scripts) throws IOException, InterruptedException {
    assumeTrue(isInstalled("node") && isInstalled("npm"), "Node and npm are not installed");
    for (String name : Stream.concat(PACKAGE.stream(), Stream.of(scripts)).toList()) {
      Files.copy(Path.of("src/test/node").resolve(name), folder.resolve(name));
    }
    Node node = new Node(folder);
    node.run(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
    return node;
  }

  /** Runs a program to its good end, and returns what it printed. */
  String run(Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  static boolean isInstalled(String program) {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
