package dev.attune.worker.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.protocol.ExportReport.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
  @Test
  void aFullDiskIsCalledSo() {
    IOException full = new FileSystemException("/x/model.gguf", null, "No space left on device");
    assertThat(Refusals.of(full))
        .extracting(Refused::code, Refused::message)
        .containsExactly(
            "storage_full",
            "The disk is full. Nothing was left behind; free some space and export again.");
    assertThat(Refusals.of(new UncheckedIOException(full)).code()).isEqualTo("storage_full");
  }

  @Test
  void whatNobodyForesawIsNotHidden() {
    assertThatThrownBy(() -> Refusals.of(new IllegalStateException("a mistake of ours")))
        .isInstanceOf(IllegalStateException.class);
  }
}
