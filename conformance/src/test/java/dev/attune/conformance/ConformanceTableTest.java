package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.Subspec;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is served of OpenAI's description, found out by asking for each of its operations with each
 * of their fields. The table in {@code docs/conformance.md} is what came out.
 */
@SuppressWarnings("NullAway.Init")
final class ConformanceTableTest {
  private static final String BEGIN = "<!-- Written by ConformanceTableTest. -->\n";
  private static final String END = "<!-- Its end. -->";

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static Walk walk;
  private static JsonNode fields;

  /** As {@code operations.txt} has it. */
  private record Operation(String id, String method, String path) {}

  @BeforeAll
  static void start() throws IOException {
    // With a key, jobs may ask to be reported; nothing listens there, which no job minds.
    Path key = Files.writeString(folder.resolve("wandb-key"), "0".repeat(40));
    server =
        ServerProcess.start(
            folder.resolve("data"),
            "--wandb-key-file",
            key.toString(),
            "--wandb-base-url",
            "http://127.0.0.1:9");
    walk = new Walk(server);
    fields = WireJson.mapper().readTree(resource("fields.json"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theTableInTheDocumentsIsWhatTheServerDoes() throws IOException {
    StringBuilder table =
        new StringBuilder("| operation | route | | but not |\n| --- | --- | --- | --- |\n");
    for (Operation operation : operations()) {
      table.append(row(operation));
    }
    Path written = Path.of("target/conformance-table.md");
    Files.writeString(written, table);

    String page = Files.readString(ServerProcess.ROOT.resolve("docs/conformance.md"));
    assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
        .as("docs/conformance.md; what is true lies in conformance/%s", written)
        .isEqualTo(table.toString());
  }

  @Test
  void theOperationsAreThoseOfTheDescription() throws IOException {
    Optional<Subspec> subspec = Subspec.find();
    if (subspec.isPresent()) {
      assertThat(operations())
          .containsExactlyInAnyOrderElementsOf(
              subspec.get().operations().stream()
                  .map(each -> new Operation(each.id(), each.method(), each.path()))
                  .toList());
    }
  }

  @Test
  void everyFieldOfTheDescriptionIsTried() {
    Optional<Subspec> subspec = Subspec.find();
    if (subspec.isPresent()) {
      for (Subspec.Operation operation : subspec.get().operations()) {
        if (fields.has(operation.id())) {
          assertThat(tried(operation.id()))
              .as(operation.id())
              .containsExactlyElementsOf(subspec.get().fields(operation));
        }
      }
    }
  }

  private static String row(Operation operation) {
    Optional<HttpResponse<String>> answer = walk.ask(operation.id());
    String verdict = "not yet";
    Set<String> refused = Set.of();
    if (answer.isPresent()) {
      assertThat(answer.get().statusCode()).as(operation + answer.get().body()).isEqualTo(200);
      refused = refused(operation);
      verdict = refused.stream().allMatch(each -> each.contains(" ")) ? "yes" : "partly";
    } else {
      HttpResponse<String> missing = walk.askInVain(operation.method(), operation.path());
      assertThat(missing.statusCode()).as(operation.toString()).isEqualTo(404);
    }
    return "| `%s` | `%s /v1%s` | %s | %s |\n"
        .formatted(
            operation.id(),
            operation.method(),
            operation.path(),
            verdict,
            String.join(", ", refused));
  }

  /** The fields that are refused by their names, and values of fields that are. */
  private static Set<String> refused(Operation operation) {
    Set<String> refused = new LinkedHashSet<>();
    JsonNode tries = fields.path(operation.id());
    for (Map.Entry<String, JsonNode> each : tries.path("fields").properties()) {
      ObjectNode body = (ObjectNode) tries.path("base").deepCopy();
      body.setAll((ObjectNode) each.getValue());
      HttpResponse<String> answer = walk.post(operation.path(), body.toString());
      if (answer.statusCode() == 200) {
        if (operation.id().equals("createFineTuningJob")) {
          walk.cancel(answer);
        }
      } else {
        assertRefusedByName(each.getKey(), body, answer);
        refused.add(each.getKey());
      }
    }
    return refused;
  }

  private static void assertRefusedByName(
      String field, ObjectNode body, HttpResponse<String> answer) {
    JsonNode error = WireJson.mapper().readTree(answer.body()).path("error");
    assertThat(answer.statusCode()).as(field + answer.body()).isEqualTo(400);
    String param = error.path("param").asString("").replaceFirst("[.\\[].*", "");
    assertThat(body.has(param)).as("%s: %s", field, answer.body()).isTrue();
    assertThat(error.path("message").stringValue())
        .as(field)
        .containsAnyOf("not supported", "does not support", "not available");
  }

  private static Set<String> tried(String operation) {
    Set<String> tried = new TreeSet<>();
    fields
        .path(operation)
        .path("fields")
        .propertyNames()
        .forEach(each -> tried.add(each.replaceFirst(" .*", "")));
    return tried;
  }

  private static List<Operation> operations() throws IOException {
    List<Operation> operations = new ArrayList<>();
    for (String line : resource("operations.txt").lines().toList()) {
      String[] parts = line.split(" ", 3);
      operations.add(new Operation(parts[0], parts[1], parts[2]));
    }
    return operations;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ConformanceTableTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
