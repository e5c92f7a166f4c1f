package dev.attune.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.SettableClock;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlUsageStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts that are gathered, and written to a real database. */
@SuppressWarnings("NullAway.Init")
final class UsageLogTest {
  private static final UsageKey KEY = new UsageKey("org", "proj", "key", "model");
  private static final Tokens TOKENS = new Tokens(10, 4, 2);

  private final SettableClock clock = new SettableClock();

  @TempDir private Path folder;
  private Database database;
  private SqlUsageStore store;
  private UsageLog log;

  @BeforeEach
  void open() {
    database = Database.open(folder, true);
    store = new SqlUsageStore(database);
    log = new UsageLog(store, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatWasAddedTwiceIsSummedAndWrittenOnce() {
    log.add(KEY, TOKENS);
    log.flush();
    log.add(KEY, TOKENS);
    log.flush();
    log.flush();

    assertThat(log.completions("org", range(Duration.ofDays(1))))
        .containsExactly(
            new CompletionSum(
                Instant.parse("2026-01-01T00:00:00Z"), null, null, null, 2, new Tokens(20, 8, 4)));
  }

  @Test
  void countsLieInTheBucketOfTheirMinute() {
    log.add(KEY, TOKENS);
    clock.advance(Duration.ofSeconds(59));
    log.add(KEY, TOKENS);
    clock.advance(Duration.ofSeconds(1));
    log.add(KEY, TOKENS);
    clock.advance(Duration.ofHours(1));
    log.add(KEY, TOKENS);

    assertThat(log.completions("org", range(Duration.ofMinutes(1))))
        .extracting(CompletionSum::requests)
        .containsExactly(2L, 1L, 1L);
    assertThat(log.completions("org", range(Duration.ofHours(1))))
        .extracting(CompletionSum::requests)
        .containsExactly(3L, 1L);
    assertThat(log.completions("other", range(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenTheNextTime() {
    UsageStore full =
        new UsageStore() {
          private boolean isFull = true;

          @Override
          public void add(Collection<UsageCount> counts) {
            if (isFull) {
              isFull = false;
              throw new IllegalStateException("The disk is full");
            }
            store.add(counts);
          }

          @Override
          public List<CompletionSum> completions(String organizationId, UsageRange range) {
            return store.completions(organizationId, range);
          }

          @Override
          public List<JobSum> jobs(String organizationId, UsageRange range) {
            return store.jobs(organizationId, range);
          }
        };
    UsageLog unlucky = new UsageLog(full, clock);
    unlucky.add(KEY, TOKENS);
    assertThatThrownBy(unlucky::flush).hasMessage("The disk is full");
    unlucky.add(KEY, TOKENS);

    assertThat(unlucky.completions("org", range(Duration.ofDays(1))))
        .extracting(CompletionSum::requests)
        .containsExactly(2L);
  }

  @Test
  void groupsAreToldApart() {
    log.add(KEY, TOKENS);
    log.add(new UsageKey("org", "proj", "key2", "model"), TOKENS);
    log.add(new UsageKey("org", "proj2", "key3", "model"), TOKENS);

    assertThat(log.completions("org", range(Duration.ofDays(1), Group.PROJECT)))
        .extracting(CompletionSum::projectId, CompletionSum::requests)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("proj", 2L),
            org.assertj.core.groups.Tuple.tuple("proj2", 1L));
    assertThat(log.completions("org", range(Duration.ofDays(1), Group.KEY, Group.MODEL)))
        .extracting(CompletionSum::keyId)
        .containsExactly("key", "key2", "key3");
  }

  private static UsageRange range(Duration width, Group... groups) {
    return new UsageRange(
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-03T00:00:00Z"),
        width,
        Set.of(groups),
        List.of(),
        List.of(),
        List.of());
  }
}
