package dev.attune.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.keys.CreatedKey;
import dev.attune.platform.keys.Opened;
import dev.attune.platform.models.Aliases;
import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.DurableFiles;
import dev.attune.protocol.SamplerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlatformTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theFirstKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
    CreatedKey first;
    try (Platform platform = open()) {
      first = platform.createFirstKey().orElseThrow();
      assertThat(platform.createFirstKey()).isEmpty();
    }

    try (Platform platform = open()) {
      assertThat(platform.createFirstKey()).isEmpty();
      assertThat(platform.keys().authenticate(first.secret()))
          .contains(new Opened.OfProject(platform.project(), first.key().id()));
    }
    Path file = folder.resolve("data/first-key");
    assertThat(Files.readString(file)).isEqualTo(first.secret() + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFirstKeyThatCouldNotBeLeftInItsFileIsNoKey() throws IOException {
    try (Platform platform = open()) {
      Path inTheWay = folder.resolve("data/first-key");
      Files.createDirectories(inTheWay.resolve("a-folder"));
      assertThatThrownBy(platform::createFirstKey).isInstanceOf(UncheckedIOException.class);
      assertThat(platform.keys().isEmpty()).isTrue();

      DurableFiles.deleteTree(inTheWay);
      assertThat(platform.createFirstKey()).isPresent();
    }
  }

  @Test
  void aDataDirectoryServesOneServer() {
    try (Platform _ = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("uses it");
    }
  }

  @Test
  void aLostDatabaseIsSaidSo() throws IOException {
    open().close();
    Files.delete(folder.resolve("data/attune.db"));

    assertThatThrownBy(this::open)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("attune.db");
    assertThat(folder.resolve("data/attune.db")).doesNotExist();
  }

  @Test
  void aNewerLayoutIsRefused() throws IOException {
    open().close();
    Files.writeString(folder.resolve("data/format"), "2");

    assertThatThrownBy(this::open)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("newer version");
  }

  private Platform open() {
    return Platform.open(
        new PlatformSettings(
            folder.resolve("data"),
            "ours",
            Aliases.NONE,
            TestWorkers.command(),
            1,
            1,
            2,
            "auto",
            1L << 40,
            60,
            ControlTokens.RECOGNIZED,
            SamplerSpec.Weights.F32,
            Set.of()),
        InstantSource.system());
  }
}
