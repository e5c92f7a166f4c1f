package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.keys.CreateKey;
import dev.attune.wire.keys.KeyDeleted;
import dev.attune.wire.keys.KeyObject;
import dev.attune.wire.lists.Listing;
import dev.attune.wire.models.AddModel;
import dev.attune.wire.models.Model;
import dev.attune.wire.models.ModelDeleted;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsAndKeysTest {
  private static final Model STARTER = new Model("starter", 1_700_000_000, "system");

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void sitDown() {
    cli =
        new Cli(directory)
            .set("ATTUNE_BASE_URL", server.baseUrl())
            .set("ATTUNE_API_KEY", "sk-test");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void modelsAreATable() {
    server.on("GET", "/v1/models", new Listing<>(List.of(STARTER)));
    server.on("GET", "/v1/models/" + Samples.TUNED, new Model(Samples.TUNED, 1, "acme"));

    assertThat(cli.run("models", "list").out())
        .isEqualTo(
            """
            NAME     OWNED BY  CREATED
            starter  system    2023-11-14T22:13:20Z
            """);
    assertThat(cli.run("models", "get", Samples.TUNED).out()).contains("acme");
  }

  @Test
  void aModelIsAddedByItsWholePath() {
    server.on("POST", "/attune/v1/models", STARTER);

    Cli.Result result = cli.run("models", "add", "../models/small", "--name", "starter");

    assertThat(result).isEqualTo(new Cli.Result(0, "starter\n", ""));
    assertThat(AddModel.read(WireJson.parse(server.last().body(), JsonLimits.SMALL)))
        .isEqualTo(new AddModel(directory.resolveSibling("models/small").toString(), "starter"));
    assertThat(server.last().key()).isEqualTo("Bearer sk-test");
  }

  @Test
  void aModelThatIsRefusedIsOneLine() {
    server.on(
        "POST",
        "/attune/v1/models",
        _ ->
            FakeServer.Reply.error(
                ApiError.badRequest("directory", "model.bin is a pickle.\nUse safetensors.")));

    assertThat(cli.run("models", "add", "small"))
        .isEqualTo(new Cli.Result(1, "", "model.bin is a pickle. Use safetensors.\n"));
  }

  @Test
  void removingNamesWhatIsGone() {
    server.on("DELETE", "/v1/models/starter", new ModelDeleted("starter", true));

    assertThat(cli.run("models", "remove", "starter").out()).isEqualTo("starter removed\n");
  }

  @Test
  void aNewKeyIsPrintedAlone() {
    server.on(
        "POST", "/attune/v1/keys", new KeyObject("key_1", "ci", 1_700_000_000, "sk-attune-abc"));

    assertThat(cli.run("keys", "create", "ci")).isEqualTo(new Cli.Result(0, "sk-attune-abc\n", ""));
    assertThat(CreateKey.read(WireJson.parse(server.last().body(), JsonLimits.SMALL)))
        .isEqualTo(new CreateKey("ci"));
  }

  @Test
  void keysAreListedAndRevokedById() {
    server.on(
        "GET",
        "/attune/v1/keys",
        new Listing<>(List.of(new KeyObject("key_1", "ci", 1_700_000_000, null))));
    server.on("DELETE", "/attune/v1/keys/key_1", new KeyDeleted("key_1", true));

    assertThat(cli.run("keys", "list").out())
        .isEqualTo(
            """
            ID     NAME  CREATED
            key_1  ci    2023-11-14T22:13:20Z
            """);
    assertThat(cli.run("keys", "revoke", "key_1").out()).isEqualTo("key_1 revoked\n");
  }

  @Test
  void aServerOfAnotherKindIsOneLine() {
    Cli.Result result = cli.run("keys", "list");

    assertThat(result).isEqualTo(new Cli.Result(1, "", "Invalid URL (GET /attune/v1/keys).\n"));
  }
}
