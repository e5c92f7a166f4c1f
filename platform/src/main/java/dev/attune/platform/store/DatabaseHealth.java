package dev.attune.platform.store;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * What a look at a database says, whether a server uses it or not. Looking changes nothing in it.
 *
 * @param schema the version that it has; empty before the first start has ended
 * @param pending migrations that the next start would make
 * @param newer whether a newer version of Attune wrote it
 * @param fault the first that {@code quick_check} finds, or why it cannot be read
 */
public record DatabaseHealth(
    Optional<String> schema, int pending, boolean newer, Optional<String> fault) {

  /** Looks at the database of a data directory, which must have one. */
  public static DatabaseHealth of(Path dataDirectory) {
    SQLiteDataSource source = Database.lookingAt(Database.file(dataDirectory));
    try {
      List<String> faults =
          Jdbi.create(source)
              .withHandle(h -> h.createQuery("PRAGMA quick_check(1)").mapTo(String.class).list());
      if (!faults.equals(List.of("ok"))) {
        return damaged(faults.getFirst());
      }
      MigrationInfoService info = Database.migrations(source).info();
      return new DatabaseHealth(
          Optional.ofNullable(info.current()).map(MigrationInfo::getVersion).map(Object::toString),
          info.pending().length,
          Arrays.stream(info.applied()).anyMatch(each -> !each.getState().isResolved()),
          Optional.empty());
    } catch (JdbiException | FlywayException e) {
      return damaged(Objects.requireNonNullElse(e.getCause(), e).getMessage());
    }
  }

  private static DatabaseHealth damaged(@Nullable String fault) {
    return new DatabaseHealth(Optional.empty(), 0, false, Optional.of(String.valueOf(fault)));
  }
}
