package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models and keys over HTTP. */
@SuppressWarnings("NullAway.Init")
final class ModelsAndKeysTest {
  @TempDir private static Path folder;
  private static TestServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = TestServer.start(folder.resolve("data"), "--alias", "meta-llama/tiny=first");
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aModelIsAddedListedAskedForAndForgotten() throws IOException {
    Answer added = add("first", "");

    assertThat(added.status()).as(added.body()).isEqualTo(200);
    assertThat(added.json().propertyNames()).containsExactly("id", "object", "created", "owned_by");
    assertThat(added.json().path("owned_by").stringValue()).isEqualTo("system");
    assertThat(client.get("/v1/models/first").json()).isEqualTo(added.json());
    assertThat(client.get("/v1/models/meta-llama%2Ftiny").json().path("id").stringValue())
        .isEqualTo("meta-llama/tiny");
    assertThat(client.get("/v1/models").body()).contains("\"first\"", "\"meta-llama/tiny\"");
    assertThat(client.delete("/v1/models/first").body())
        .isEqualTo("{\"id\":\"first\",\"object\":\"model\",\"deleted\":true}");
    assertThat(client.get("/v1/models/first").status()).isEqualTo(404);
    assertThat(folder.resolve("first/config.json")).exists();
  }

  @Test
  void aModelMayHaveANameOfItsOwn() throws IOException {
    assertThat(add("second", ",\"name\":\"mine\"").json().path("id").stringValue())
        .isEqualTo("mine");
    assertThat(add("second", ",\"name\":\"mine\"").param()).isEqualTo("name");
    assertThat(add("second", ",\"name\":\"not/mine\"").param()).isEqualTo("name");
  }

  @Test
  void aDirectoryThatIsNoModelIsRefusedWithTheReason() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Answer nothing = client.post("/attune/v1/models", "{\"directory\":\"nowhere/at/all\"}");
    Answer noPath = client.post("/attune/v1/models", "{\"directory\":\"a\\u0000b\"}");
    Answer noModel = client.post("/attune/v1/models", "{\"directory\":\"%s\"}".formatted(empty));

    assertThat(nothing.status()).isEqualTo(400);
    assertThat(nothing.param()).isEqualTo("directory");
    assertThat(nothing.message()).contains("nowhere/at/all");
    assertThat(noPath.status()).isEqualTo(400);
    assertThat(noModel.param()).isEqualTo("directory");
    assertThat(noModel.message()).isEqualTo("It has no config.json.");
  }

  @Test
  void aTunedModelsNameIsAskedForWithAndWithoutEscapes() {
    for (String path : new String[] {"ft:a:b::12345678", "ft%3Aa%3Ab%3A%3A12345678"}) {
      Answer answer = client.get("/v1/models/" + path);

      assertThat(answer.message()).isEqualTo("The model 'ft:a:b::12345678' does not exist");
      assertThat(answer.code()).isEqualTo("model_not_found");
    }
  }

  @Test
  void aKeyIsToldOnceWorksAndEnds() {
    JsonNode created = client.post("/attune/v1/keys", "{\"name\":\"ci\"}").json();
    String secret = created.path("key").stringValue();
    String id = created.path("id").stringValue();

    assertThat(created.propertyNames())
        .containsExactly("object", "id", "name", "created_at", "key");
    assertThat(client.withKey(secret).get("/v1/models").status()).isEqualTo(200);
    assertThat(client.get("/attune/v1/keys").body()).contains(id, "ci").doesNotContain(secret);
    assertThat(client.delete("/attune/v1/keys/" + id).body())
        .isEqualTo("{\"id\":\"%s\",\"object\":\"attune.key\",\"deleted\":true}".formatted(id));
    assertThat(client.withKey(secret).get("/v1/models").status()).isEqualTo(401);
    assertThat(client.delete("/attune/v1/keys/" + id).status()).isEqualTo(404);
  }

  private static Answer add(String directory, String more) throws IOException {
    Path path = Files.createDirectories(folder.resolve(directory));
    Files.writeString(path.resolve("config.json"), "{}");
    return client.post("/attune/v1/models", "{\"directory\":\"%s\"%s}".formatted(path, more));
  }
}
