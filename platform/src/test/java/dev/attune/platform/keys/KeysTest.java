package dev.attune.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.SettableClock;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlKeyStore;
import dev.attune.platform.store.SqlProjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class KeysTest {
  private static final Project OURS = new Project("proj_1", new Organization("org-1", "ours"));
  private static final Project THEIRS = new Project("proj_2", new Organization("org-2", "theirs"));

  @TempDir private Path folder;
  private Database database;
  private Keys keys;

  @BeforeEach
  void open() {
    SettableClock clock = new SettableClock();
    database = Database.open(folder, true);
    SqlProjectStore projects = new SqlProjectStore(database);
    projects.insert(OURS, clock.instant());
    projects.insert(THEIRS, clock.instant());
    keys = new Keys(new SqlKeyStore(database), clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSecretOpensItsOwnProject() {
    CreatedKey ours = keys.create(OURS, "a");
    CreatedKey theirs = keys.create(THEIRS, "b");

    assertThat(keys.authenticate(ours.secret()))
        .contains(new Opened.OfProject(OURS, ours.key().id()));
    assertThat(keys.authenticate(theirs.secret()))
        .contains(new Opened.OfProject(THEIRS, theirs.key().id()));
    assertThat(ours.secret()).startsWith("sk-attune-").hasSizeGreaterThan(50);
  }

  @Test
  void aSecretThatIsALittleWrongOpensNothing() {
    String secret = keys.create(OURS, "a").secret();

    for (int i = 0; i < secret.length(); i++) {
      String wrong =
          secret.substring(0, i) + (secret.charAt(i) == 'x' ? 'y' : 'x') + secret.substring(i + 1);
      assertThat(keys.authenticate(wrong)).isEmpty();
    }
    assertThat(keys.authenticate("")).isEmpty();
    assertThat(keys.authenticate("x".repeat(1 << 20))).isEmpty();
    assertThat(keys.authenticate("' OR 1=1 --")).isEmpty();
  }

  @Test
  void aRevokedKeyOpensNothingFromThenOn() {
    CreatedKey created = keys.create(OURS, "a");
    assertThat(keys.authenticate(created.secret())).isPresent();

    keys.revoke(OURS, created.key().id());

    assertThat(keys.authenticate(created.secret())).isEmpty();
  }

  @Test
  void nobodyRevokesTheKeyOfAnotherProject() {
    CreatedKey created = keys.create(OURS, "a");

    assertThatThrownBy(() -> keys.revoke(THEIRS, created.key().id()))
        .isInstanceOf(PlatformException.class);
    assertThat(keys.authenticate(created.secret()))
        .contains(new Opened.OfProject(OURS, created.key().id()));
    assertThat(keys.list(THEIRS)).isEmpty();
  }

  @Test
  void noFileOnDiskHasTheSecret() throws IOException {
    String secret = keys.create(OURS, "a").secret();

    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes).as(file.toString()).doesNotContain(secret);
      }
    }
  }

  @Test
  void aSecretIsNotPartOfAnyText() {
    CreatedKey created = keys.create(OURS, "a");

    assertThat(created.toString()).doesNotContain(created.secret());
  }
}
