package dev.attune.platform.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlModelStore;
import dev.attune.platform.store.SqlProjectStore;
import dev.attune.protocol.ExportReport;
import dev.attune.protocol.ExportSpec;
import dev.attune.protocol.ModelCheck;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which model an export is told to write. */
@SuppressWarnings("NullAway.Init")
final class ExportsTest {
  private static final Project PROJECT = new Project("proj_1", new Organization("org-1", "acme"));
  private static final String TUNED = "ft:base:acme::abc";

  @TempDir Path folder;
  private Database database;
  private Models models;
  private final List<ExportSpec> asked = new ArrayList<>();

  @BeforeEach
  void open() {
    database = Database.open(folder, true);
    new SqlProjectStore(database).insert(PROJECT, Instant.EPOCH);
    SqlModelStore store = new SqlModelStore(database);
    store.insert(
        new BaseModel(
            "base", folder.resolve("base"), "llama", 9, 64, 256, List.of("q_proj"), Instant.EPOCH));
    models =
        new Models(
            store,
            _ -> new ModelCheck.Refused("invalid_model", "not looked at"),
            new Aliases(Map.of("gpt-4o-mini", "base")),
            InstantSource.system());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anAliasIsItsBaseModelAndTheListenerHearsAll() {
    List<ExportEvent> heard = new ArrayList<>();
    ExportEvent.Exported end =
        exports(
                listener -> {
                  listener.accept(new ExportReport.Progress("writing", 1, 2));
                  listener.accept(new ExportReport.Checked("logits", true, "equal"));
                })
            .run(PROJECT, order("gpt-4o-mini", folder.resolve("a/../out")), heard::add);

    assertThat(asked)
        .containsExactly(
            new ExportSpec(
                "gpt-4o-mini",
                ExportSpec.Format.GGUF,
                folder.resolve("base").toString(),
                null,
                folder.resolve("out").toString(),
                3));
    assertThat(heard)
        .containsExactly(
            new ExportEvent.Progress("writing", 1, 2),
            new ExportEvent.Checked("logits", true, "equal"));
    assertThat(end.files()).containsExactly("model");
  }

  @Test
  void onlyOneModelIsExportedAtATime() {
    Exports[] exports = new Exports[1];
    exports[0] =
        exports(_ ->
            assertThatThrownBy(() -> exports[0].run(PROJECT, order("base", folder), _ -> {}))
                .isInstanceOfSatisfying(
                    PlatformException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE)));

    exports[0].run(PROJECT, order("base", folder), _ -> {});
    exports[0].run(PROJECT, order("base", folder), _ -> {});
    assertThat(asked).hasSize(2);
  }

  @Test
  void aModelOfNobodyAndAPathOfNowhereAreRefused() {
    assertThatThrownBy(() -> exports(_ -> {}).run(PROJECT, order(TUNED, folder), _ -> {}))
        .hasMessage(TUNED);
    assertThatThrownBy(() -> exports(_ -> {}).run(PROJECT, order("base", Path.of("out")), _ -> {}))
        .hasMessageContaining("'out' is not the absolute path");
    assertThat(asked).isEmpty();
  }

  private Exports exports(Consumer<Consumer<ExportReport>> work) {
    ModelExporter exporter =
        (spec, listener) -> {
          asked.add(spec);
          work.accept(listener);
          return new ExportReport.Exported(spec.directory(), List.of("model"), 7);
        };
    return new Exports(models, exporter, 3);
  }

  private static ExportOrder order(String model, Path directory) {
    return new ExportOrder(model, ExportOrder.Form.GGUF, directory);
  }
}
