package dev.attune.platform.store;

import dev.attune.platform.models.BaseModel;
import dev.attune.platform.models.ModelStore;
import dev.attune.platform.models.TunedModel;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** {@link ModelStore} in the database. */
public final class SqlModelStore implements ModelStore {
  private final Database database;

  public SqlModelStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean insert(BaseModel model) {
    return database.write(h ->
        h.createUpdate(
                """
                INSERT INTO base_models
                  (name, directory, family, parameters, hidden_size, context, linear_modules, created_at)
                VALUES (:name, :directory, :family, :parameters, :hidden, :context, :modules, :at)
                ON CONFLICT (name) DO NOTHING
                """)
            .bind("name", model.name())
            .bind("directory", model.directory().toString())
            .bind("family", model.family())
            .bind("parameters", model.parameters())
            .bind("hidden", model.hiddenSize())
            .bind("context", model.context())
            .bind("modules", String.join(",", model.linearModules()))
            .bind("at", model.createdAt().toEpochMilli())
            .execute())
        > 0;
  }

  @Override
  public Optional<BaseModel> findBase(String name) {
    return database.read(h ->
        h.createQuery("SELECT * FROM base_models WHERE name = :name")
            .bind("name", name)
            .map((row, _) -> base(row))
            .findOne());
  }

  @Override
  public List<BaseModel> listBase() {
    return database.read(h ->
        h.createQuery("SELECT * FROM base_models ORDER BY name").map((row, _) -> base(row)).list());
  }

  @Override
  public boolean deleteBase(String name) {
    return database.write(h ->
        h.createUpdate("DELETE FROM base_models WHERE name = :name").bind("name", name).execute())
        > 0;
  }

  static int insert(Handle handle, TunedModel model) {
    return handle
        .createUpdate(
            """
            INSERT INTO tuned_models (name, project_id, job_id, base, tuning, directory, created_at)
            VALUES (:name, :project, :job, :base, :tuning, :directory, :at)
            """)
        .bind("name", model.name())
        .bind("project", model.projectId())
        .bind("job", model.jobId())
        .bind("base", model.base())
        .bind("tuning", model.tuning().name().toLowerCase(Locale.ROOT))
        .bind("directory", model.directory().toString())
        .bind("at", model.createdAt().toEpochMilli())
        .execute();
  }

  @Override
  public Optional<TunedModel> findTuned(String projectId, String name) {
    return database.read(h ->
        h.createQuery("SELECT * FROM tuned_models WHERE project_id = :project AND name = :name")
            .bind("project", projectId)
            .bind("name", name)
            .map((row, _) -> tuned(row))
            .findOne());
  }

  @Override
  public Optional<TunedModel> findPermitted(String projectId, String name) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT m.* FROM tuned_models m JOIN checkpoint_permissions c ON c.model = m.name
                WHERE c.project_id = :project AND m.name = :name
                """)
            .bind("project", projectId)
            .bind("name", name)
            .map((row, _) -> tuned(row))
            .findOne());
  }

  @Override
  public List<TunedModel> listTuned(String projectId) {
    return database.read(h ->
        h.createQuery("SELECT * FROM tuned_models WHERE project_id = :project ORDER BY number")
            .bind("project", projectId)
            .map((row, _) -> tuned(row))
            .list());
  }

  @Override
  public int countTunedOf(String base) {
    return database.read(h ->
        h.createQuery("SELECT COUNT(*) FROM tuned_models WHERE base = :base")
            .bind("base", base)
            .mapTo(Integer.class)
            .one());
  }

  @Override
  public boolean deleteTuned(String projectId, String name) {
    return database.write(h ->
        h.createUpdate("DELETE FROM tuned_models WHERE project_id = :project AND name = :name")
            .bind("project", projectId)
            .bind("name", name)
            .execute())
        > 0;
  }

  private static BaseModel base(ResultSet row) throws SQLException {
    return new BaseModel(
        row.getString("name"),
        Path.of(row.getString("directory")),
        row.getString("family"),
        row.getLong("parameters"),
        row.getInt("hidden_size"),
        row.getInt("context"),
        List.of(row.getString("linear_modules").split(",", -1)),
        Rows.time(row, "created_at"));
  }

  static TunedModel tuned(ResultSet row) throws SQLException {
    return new TunedModel(
        row.getString("name"),
        row.getString("project_id"),
        row.getString("job_id"),
        row.getString("base"),
        TunedModel.Tuning.valueOf(row.getString("tuning").toUpperCase(Locale.ROOT)),
        Path.of(row.getString("directory")),
        Rows.time(row, "created_at"));
  }
}
