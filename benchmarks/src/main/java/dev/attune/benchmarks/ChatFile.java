package dev.attune.benchmarks;

import dev.attune.wire.json.WireJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A large training file, made of what people wrote: each question is two of a smaller file's. */
final class ChatFile {
  private ChatFile() {}

  /** Writes lines of so many bytes together, the same ones every time. */
  static Path write(Path file, long bytes, Path smaller) throws IOException {
    List<JsonNode> examples =
        Files.readAllLines(smaller).stream().map(WireJson.mapper()::readTree).toList();
    SplittableRandom random = new SplittableRandom(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long written = 0; written < bytes; ) {
        String line = WireJson.text(mixed(examples, random)) + "\n";
        out.write(line);
        written += line.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return file;
  }

  private static Map<String, Object> mixed(List<JsonNode> examples, SplittableRandom random) {
    JsonNode example = examples.get(random.nextInt(examples.size()));
    String more = content("user").apply(examples.get(random.nextInt(examples.size())));
    return Map.of(
        "messages",
        List.of(
            message("system", content("system").apply(example)),
            message("user", content("user").apply(example) + " " + more),
            message("assistant", content("assistant").apply(example))));
  }

  private static Map<String, String> message(String role, String content) {
    return Map.of("role", role, "content", content);
  }

  private static Function<JsonNode, String> content(String role) {
    return example ->
        StreamSupport.stream(example.get("messages").spliterator(), false)
            .filter(message -> message.get("role").asString().equals(role))
            .findFirst()
            .orElseThrow()
            .get("content")
            .asString();
  }
}
