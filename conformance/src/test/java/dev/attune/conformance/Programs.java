package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs code that somebody was shown, in a folder, with the keys of a server in its environment. */
record Programs(Path folder, ServerProcess server) {
  private static final String USUAL = "http://127.0.0.1:8080/v1";

  private static final String PYTHON =
      """
      import ast, sys
      script = open(sys.argv[1]).read()
      clients = [call for call in ast.walk(ast.parse(script)) if isinstance(call, ast.Call) and getattr(call.func, 'id', '') == 'OpenAI']
      assert clients and all({word.arg for word in call.keywords} <= {'base_url', 'api_key'} for call in clients)
      try:
          import openai
      except ImportError:
          sys.exit()
      exec(script)
      """;

  String java(String statements) throws IOException, InterruptedException {
    write(
        "Snippet.java",
        """
        import com.openai.client.OpenAIClient;
        import com.openai.client.okhttp.OpenAIOkHttpClient;
        import com.openai.core.JsonValue;
        import com.openai.models.finetuning.jobs.FineTuningJob;
        import com.openai.models.finetuning.jobs.JobCreateParams;

        void main() {
        %s
        }
        """
            .formatted(statements));
    return run(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "Snippet.java");
  }

  String node(String module) throws IOException, InterruptedException {
    write("snippet.mjs", module);
    return run("node", "snippet.mjs");
  }

  /** Runs it where OpenAI's SDK for Python is installed, and only reads it where it is not. */
  void python(String script) throws IOException, InterruptedException {
    assumeTrue(Node.isInstalled("python3"), "Python is not installed");
    write("snippet.py", script);
    write("check.py", PYTHON);
    run("python3", "check.py", "snippet.py");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text.replace(USUAL, server.baseUrl()));
  }

  /** Runs a program to its good end, and returns what it printed. */
  String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "OPENAI_BASE_URL", server.baseUrl(),
                "OPENAI_API_KEY", server.key(),
                "ATTUNE_API_KEY", server.key()));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
