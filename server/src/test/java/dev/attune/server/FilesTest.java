package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Files over HTTP, as the official clients and as hostile ones send them. */
@SuppressWarnings("NullAway.Init")
final class FilesTest {
  private static final String LINES = "{\"a\":1}\n{\"a\":2}\n";

  @TempDir private static Path data;
  private static TestServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = TestServer.start(data, "--max-upload-bytes", "1000000");
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aFileIsWhatWasUploaded() {
    Answer answer = client.upload("fine-tune", LINES);
    JsonNode file = answer.json();
    String id = file.path("id").stringValue();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(file.propertyNames())
        .containsExactly("id", "object", "bytes", "created_at", "filename", "purpose", "status");
    assertThat(id).matches("file-[A-Za-z0-9]{24}");
    assertThat(file.path("bytes").intValue()).isEqualTo(LINES.length());
    assertThat(file.path("filename").stringValue()).isEqualTo("train.jsonl");
    assertThat(file.path("status").stringValue()).isEqualTo("processed");
    assertThat(client.get("/v1/files/" + id).json()).isEqualTo(file);
  }

  @Test
  void theContentIsADownloadWhateverIsInIt() {
    String html = "<script>alert(1)</script>";
    String id = id(client.upload(new Form().text("purpose", "user_data").file("page.html", html)));

    Answer answer = client.get("/v1/files/" + id + "/content");

    assertThat(answer.body()).isEqualTo(html);
    assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("content-disposition"))
        .isEqualTo("attachment; filename=\"page.html\"");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("content-length")).isEqualTo(Integer.toString(html.length()));
    Answer head = client.send("HEAD", "/v1/files/" + id + "/content", "");
    assertThat(head.body()).isEmpty();
    assertThat(head.header("content-length")).isEqualTo(Integer.toString(html.length()));
  }

  @Test
  void theJavaClientSendsNoFilenameAndItsPartsInAnyOrder() {
    Form form =
        new Form()
            .file(null, LINES)
            .part(
                "Content-Disposition: form-data; name=\"purpose\"\r\nContent-Type: text/plain; charset=utf-8",
                "fine-tune");

    JsonNode file = client.upload(form).json();

    assertThat(file.path("filename").stringValue()).isEqualTo("upload");
    assertThat(file.path("bytes").intValue()).isEqualTo(LINES.length());
  }

  static Stream<Arguments> filenames() {
    return Stream.of(
        Arguments.of("../../etc/passwd", "passwd"),
        Arguments.of("C:\\\\Users\\\\me\\\\train.jsonl", "train.jsonl"),
        Arguments.of("/absolute.jsonl", "absolute.jsonl"),
        Arguments.of("..", ".."),
        Arguments.of("", "upload"),
        Arguments.of("dir/", "upload"),
        Arguments.of("a\u202Egpj.exe", "agpj.exe"),
        Arguments.of("käse 日本.jsonl", "käse 日本.jsonl"),
        Arguments.of("x".repeat(300), "x".repeat(255)),
        Arguments.of("<img src=x onerror=alert(1)>.jsonl", "<img src=x onerror=alert(1)>.jsonl"));
  }

  @ParameterizedTest
  @MethodSource("filenames")
  void aFilenameIsAWordToShowAndNothingOnDisk(String said, String shown) throws Exception {
    JsonNode file = client.upload(new Form().text("purpose", "user_data").file(said, said)).json();

    assertThat(file.path("filename").stringValue()).isEqualTo(shown);
    String disposition =
        client
            .get("/v1/files/" + file.path("id").stringValue() + "/content")
            .header("content-disposition");
    assertThat(disposition).startsWith("attachment; filename").doesNotContain("\r", "\n");
    try (Stream<Path> all = Files.walk(data.resolve("files"))) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .allMatch(name -> name.matches("files|incoming|[0-9a-f]{2}|[0-9a-f]{64}"));
    }
  }

  @Test
  void aFileOfMebibytesComesBackBitForBit() {
    String large = "0123456789abcdef".repeat(60_000);
    String id = id(client.upload("user_data", large));

    HttpResponse<String> content =
        client.exchange(
            client.request("/v1/files/" + id + "/content"),
            BodyHandlers.ofString(StandardCharsets.UTF_8));

    assertThat(content.body().equals(large)).isTrue();
  }

  @Test
  void theLargestFileIsAsLargeAsTheOperatorSays() {
    assertThat(client.upload("user_data", "x".repeat(1_000_000)).status()).isEqualTo(200);
    Answer over = client.upload("user_data", "x".repeat(1_000_001));
    Answer farOver = client.upload("user_data", "x".repeat(5_000_000));

    assertThat(List.of(over.status(), farOver.status())).containsOnly(413);
    assertThat(over.code()).isEqualTo("file_too_large");
    assertThat(left()).isEmpty();
  }

  @Test
  void aListIsCutByItsQuery() {
    List<String> ids =
        Stream.of("a", "b", "c")
            .map(text -> id(client.upload(new Form().text("purpose", "vision").file(text, text))))
            .toList();

    assertThat(ids("/v1/files?purpose=vision&order=asc&limit=2")).isEqualTo(ids.subList(0, 2));
    assertThat(ids("/v1/files?purpose=vision")).isEqualTo(ids.reversed());
    assertThat(ids("/v1/files?purpose=vision&after=" + ids.getLast()))
        .isEqualTo(ids.subList(0, 2).reversed());
    assertThat(ids("/v1/files?purpose=batch")).isEmpty();
    assertThat(ids("/v1/files?purpose=vision&after=unknown")).isEmpty();
    JsonNode page = client.get("/v1/files?purpose=vision&limit=1").json();
    assertThat(page.path("has_more").booleanValue()).isTrue();
    assertThat(page.path("first_id").stringValue()).isEqualTo(ids.getLast());
    assertThat(client.get("/v1/files?limit=-1").param()).isEqualTo("limit");
    assertThat(client.get("/v1/files?order=sideways").param()).isEqualTo("order");
  }

  @Test
  void aDeletedFileIsGone() {
    String id = id(client.upload("fine-tune", LINES + "{}\n"));

    assertThat(client.delete("/v1/files/" + id).body())
        .isEqualTo("{\"id\":\"%s\",\"object\":\"file\",\"deleted\":true}".formatted(id));
    for (String path : List.of("/v1/files/" + id, "/v1/files/" + id + "/content")) {
      assertThat(client.get(path).message()).isEqualTo("No such File object: " + id);
      assertThat(client.get(path).param()).isEqualTo("id");
    }
    assertThat(client.delete("/v1/files/" + id).status()).isEqualTo(404);
  }

  @Test
  void aFileCanHaveAnEnd() {
    Form form =
        new Form()
            .text("purpose", "batch")
            .text("expires_after[anchor]", "created_at")
            .text("expires_after[seconds]", "3600")
            .file("x", "x");

    JsonNode file = client.upload(form).json();

    assertThat(file.path("expires_at").longValue() - file.path("created_at").longValue())
        .isEqualTo(3600);
  }

  static Stream<Arguments> badForms() {
    Form manyParts = new Form();
    for (int i = 0; i < 16; i++) {
      manyParts.text("purpose", "vision");
    }
    return Stream.of(
        Arguments.of(
            "results are not uploaded",
            new Form().text("purpose", "fine-tune-results").file("x", "x"),
            "purpose"),
        Arguments.of("too many parts", manyParts.file("x", "x"), ""),
        Arguments.of(
            "a long part header",
            new Form()
                .text("purpose", "vision")
                .part(
                    "X: " + "x".repeat(5_000) + "\r\nContent-Disposition: form-data; name=\"file\"",
                    "x"),
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badForms")
  void aBadFormIsRefusedAndLeavesNothing(String what, Form form, String param) {
    Answer answer = client.upload(form);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.param()).isEqualTo(param);
    assertThat(left()).isEmpty();
  }

  @Test
  void whatIsNoFormIsRefused() {
    for (String type :
        List.of("application/json", "multipart/form-data", "multipart/form-data; boundary=")) {
      Answer answer =
          client.send(
              client
                  .request("/v1/files")
                  .header("Content-Type", type)
                  .POST(BodyPublishers.ofString("{}")));

      assertThat(answer.status()).as(type).isEqualTo(400);
    }
    assertThat(client.post("/v1/files", "").status()).isEqualTo(400);
  }

  @Test
  void aFormThatEndsEarlyLeavesNothing() {
    byte[] whole = new Form().text("purpose", "vision").file("x", "x".repeat(100_000)).bytes();
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);

    Answer answer =
        client.send(
            client
                .request("/v1/files")
                .header("Content-Type", new Form().contentType())
                .POST(BodyPublishers.ofByteArray(half)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(left()).isEmpty();
  }

  @Test
  void aBoundaryInsideAFileIsNoEndOfIt() {
    String tricky = "a--" + Form.BOUNDARY + "b\r\n--" + Form.BOUNDARY.substring(0, 5) + "\r\n";
    String id = id(client.upload(new Form().text("purpose", "user_data").file("t", tricky)));

    assertThat(client.get("/v1/files/" + id + "/content").body()).isEqualTo(tricky);
  }

  static Stream<Arguments> badLines() {
    return Stream.of(
        Arguments.of("empty", ""),
        Arguments.of("no JSON", "hello\n"),
        Arguments.of("an array", "[1]\n"),
        Arguments.of("the second line", "{}\n{\n"),
        Arguments.of("no UTF-8", "{\"a\":\"\\ud800\"}\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badLines")
  void anUploadForFineTuningMustBeJsonLines(String what, String content) {
    Answer first = client.upload("fine-tune", content);
    Answer last = client.upload(new Form().file("t.jsonl", content).text("purpose", "fine-tune"));

    for (Answer answer : List.of(first, last)) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message()).startsWith("Expected file to have JSONL format");
    }
    assertThat(client.upload("user_data", content).status()).isEqualTo(200);
    assertThat(left()).isEmpty();
  }

  private static String id(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("id").stringValue();
  }

  private static List<String> ids(String path) {
    return client
        .get(path)
        .json()
        .path("data")
        .valueStream()
        .map(file -> file.path("id").stringValue())
        .toList();
  }

  /** What a refused upload left on disk. */
  private static List<Path> left() {
    try (Stream<Path> files = Files.list(data.resolve("files/incoming"))) {
      return files.toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
