package dev.attune.platform.store;

import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import java.nio.file.Path;
import java.time.Instant;

/** A new database with two projects. */
final class TestDatabase {
  static final Project OURS = new Project("proj_ours", new Organization("org-ours", "ours"));
  static final Project THEIRS =
      new Project("proj_theirs", new Organization("org-theirs", "theirs"));
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private TestDatabase() {}

  static Database in(Path folder) {
    Database database = Database.open(folder, true);
    SqlProjectStore projects = new SqlProjectStore(database);
    projects.insert(OURS, NOW);
    projects.insert(THEIRS, NOW.plusSeconds(1));
    return database;
  }
}
