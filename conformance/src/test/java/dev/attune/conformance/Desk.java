package dev.attune.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Where a reader of the pages sits: a folder with the command, what was built, and files to train
 * on.
 */
final class Desk {
  private static final Pattern SERVE = Pattern.compile("(?m)^\\./attune serve\\b");

  private static final List<String> BUILT = List.of("attune", "target");

  /** A server is what a second terminal has; the shell goes on as soon as it takes requests. */
  private static final String SECOND_TERMINAL =
      """
      server=
      stop() { if [ -n "$server" ] && kill "$server" 2> kill.log; then wait "$server" || true; fi; }
      serve() {
        stop
        ./attune serve "$@" > serve.log 2>&1 &
        server=$!
        until curl -fs "http://127.0.0.1:$ATTUNE_PORT/healthz" > health.log; do
          kill -0 "$server" || { cat serve.log; exit 1; }
          sleep 0.1
        done
      }
      trap stop EXIT
      """;

  private final Path folder;
  private final Map<String, String> variables;

  record Typed(int exitCode, String output) {}

  Desk(Path folder, Map<String, String> variables) throws IOException {
    this.folder = folder;
    this.variables = variables;
    Files.createDirectory(folder.resolve("backups"));
    Files.write(folder.resolve("train.jsonl"), Samples.trainingLines(16));
    Files.write(folder.resolve("valid.jsonl"), Samples.validationLines(8));
  }

  /** Types it all into one shell, which ends at the first command that fails. */
  Typed type(String text) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    String script = SECOND_TERMINAL + SERVE.matcher(text).replaceAll("serve");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
    shell.environment().putAll(variables);
    for (String name : BUILT) {
      Files.createSymbolicLink(folder.resolve(name), ServerProcess.ROOT.resolve(name));
    }
    Process process = shell.start();
    try {
      boolean ended = process.waitFor(4, TimeUnit.MINUTES);
      String said = Files.readString(output, StandardCharsets.UTF_8);
      return new Typed(ended ? process.exitValue() : -1, said);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      ServerProcess.endAllOf(folder);
      for (String name : BUILT) {
        Files.delete(folder.resolve(name));
      }
    }
  }
}
