package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.Subspec;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Answers that tests see, held against OpenAI's description where the machine has it. */
final class Seen {
  private Seen() {}

  static void check(String method, String path, int status, String contentType, String body) {
    Subspec.find()
        .ifPresent(subspec ->
            assertThat(subspec.errors(method, path, status, contentType, body))
                .as("%s %s: %d %s", method, path, status, body)
                .isEmpty());
  }

  /** Checks what a script wrote down of its answers, and returns how many there were. */
  static int checkAll(Path lines) throws IOException {
    int count = 0;
    for (String line : Files.readAllLines(lines)) {
      JsonNode seen = WireJson.mapper().readTree(line);
      check(
          seen.path("method").stringValue(),
          seen.path("path").stringValue(),
          seen.path("status").intValue(),
          seen.path("type").stringValue(),
          seen.path("body").stringValue());
      count++;
    }
    return count;
  }
}
