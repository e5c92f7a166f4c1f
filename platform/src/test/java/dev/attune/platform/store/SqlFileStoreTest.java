package dev.attune.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class SqlFileStoreTest {
  private static final int FILES = 10_500;

  @TempDir private Path folder;
  private Database database;
  private SqlFileStore store;

  @BeforeEach
  void open() {
    database = TestDatabase.in(folder);
    store = new SqlFileStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void tenThousandFilesAreOnePageAndTheRestAnother() {
    insertMany();

    Page<StoredFile> first = list(null, PageRequest.Order.NEWEST_FIRST);
    Page<StoredFile> second = list(first.items().getLast().id(), PageRequest.Order.NEWEST_FIRST);
    Page<StoredFile> oldest = list(null, PageRequest.Order.OLDEST_FIRST);

    assertThat(List.of(first.hasMore(), second.hasMore())).containsExactly(true, false);
    assertThat(first.items()).hasSize(10_000);
    assertThat(first.items().getFirst().id()).isEqualTo("file-" + FILES);
    assertThat(second.items()).extracting(StoredFile::id).startsWith("file-500").hasSize(500);
    assertThat(oldest.items().getFirst().id()).isEqualTo("file-1");
    assertThat(list("file-1", PageRequest.Order.NEWEST_FIRST).items()).isEmpty();
  }

  /** In one statement, since each commit waits for the disk. */
  private void insertMany() {
    database.write(h ->
        h.createUpdate(
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :files)
                INSERT INTO files (id, project_id, purpose, filename, bytes, sha256, created_at)
                SELECT 'file-' || i, :project, 'batch', 'x', 1, 'x', 0 FROM n
                """)
            .bind("files", FILES)
            .bind("project", TestDatabase.OURS.id())
            .execute());
  }

  private Page<StoredFile> list(@Nullable String after, PageRequest.Order order) {
    return store.list(
        TestDatabase.OURS.id(), null, new PageRequest(after, 10_000, order), TestDatabase.NOW);
  }
}
