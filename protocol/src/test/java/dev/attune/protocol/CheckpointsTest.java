package dev.attune.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointsTest {
  @TempDir Path root;
  private Checkpoints checkpoints;

  @BeforeEach
  void open() {
    checkpoints = new RunDirectory(root).checkpoints();
  }

  @Test
  void theNewestWholeCheckpointIsTheOneToResumeFrom() {
    checkpoints.save(3, folder -> Files.writeString(folder.resolve("weights"), "three"));
    checkpoints.save(12, folder -> Files.writeString(folder.resolve("weights"), "twelve"));

    assertThat(checkpoints.newestWhole()).hasValue(12);
    assertThat(checkpoints.steps()).containsExactly(3, 12);
  }

  @Test
  void aTruncatedCheckpointIsPassedOver() throws IOException {
    checkpoints.save(3, folder -> Files.writeString(folder.resolve("weights"), "three"));
    checkpoints.save(12, folder -> Files.writeString(folder.resolve("weights"), "twelve"));
    Files.writeString(checkpoints.folder(12).resolve("weights"), "twel");

    assertThat(checkpoints.newestWhole()).hasValue(3);
  }

  @Test
  void aFlippedBitIsSeen() throws IOException {
    checkpoints.save(3, folder -> Files.writeString(folder.resolve("weights"), "three"));
    Files.writeString(checkpoints.folder(3).resolve("weights"), "thref");

    assertThat(checkpoints.isWhole(3)).isFalse();
  }

  @Test
  void aMissingFileIsSeen() throws IOException {
    checkpoints.save(3, folder -> Files.writeString(folder.resolve("weights"), "three"));
    Files.delete(checkpoints.folder(3).resolve("weights"));

    assertThat(checkpoints.newestWhole()).isEmpty();
  }

  @Test
  void aSaveThatFailsLeavesNothingVisible() throws IOException {
    assertThatThrownBy(() ->
            checkpoints.save(
                7,
                folder -> {
                  Files.writeString(folder.resolve("weights"), "half");
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("step 7")
        .hasMessageContaining("No space left on device");

    assertThat(checkpoints.steps()).isEmpty();
    try (var left = Files.list(root.resolve("checkpoints"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void savingAStepAgainReplacesIt() {
    checkpoints.save(3, folder -> Files.writeString(folder.resolve("weights"), "first"));
    checkpoints.save(3, folder -> Files.writeString(folder.resolve("weights"), "second"));

    assertThat(checkpoints.folder(3).resolve("weights")).hasContent("second");
    assertThat(checkpoints.isWhole(3)).isTrue();
  }

  @Test
  void whatAnInterruptedSaveLeftIsSweptAndNeverListed() throws IOException {
    checkpoints.save(3, folder -> Files.writeString(folder.resolve("weights"), "three"));
    Path leftover = DurableFiles.temporaryBeside(checkpoints.folder(4));
    Files.createDirectory(leftover);
    Files.writeString(leftover.resolve("weights"), "half");

    assertThat(checkpoints.steps()).containsExactly(3);
    checkpoints.sweep();
    assertThat(leftover).doesNotExist();
  }
}
