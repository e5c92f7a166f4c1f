package dev.attune.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages read from folders of models and of runs. */
final class WhatFoldersSayTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theLicenceIsThatOfTheModelCard() throws IOException {
    assertThat(Licence.of(folder)).isEqualTo("not said");
    Files.writeString(folder.resolve("LICENSE"), "\n   Apache License\nVersion 2.0");
    assertThat(Licence.of(folder)).isEqualTo("Apache License");
    Files.writeString(
        folder.resolve("README.md"), "---\nlanguage: en\nlicense: gemma\n---\nlicense: other\n");
    assertThat(Licence.of(folder)).isEqualTo("gemma");
    Files.writeString(folder.resolve("README.md"), "license: in the text\n");
    assertThat(Licence.of(folder)).isEqualTo("Apache License");
  }

  @Test
  void aLogIsShownFromAWholeLineOnWithoutControlCharacters() throws IOException {
    Path log = folder.resolve("trainer.log");
    assertThat(LogTail.of(log)).isEmpty();
    Files.writeString(log, "one\n\u001b[31mtwo\u001b[0m\n");
    assertThat(LogTail.of(log)).isEqualTo("one\n[31mtwo[0m");
    Files.writeString(log, "a long line\n".repeat(10_000) + "the last\n");
    assertThat(LogTail.of(log)).startsWith("a long line\n").endsWith("\nthe last");
    assertThat(LogTail.of(log).length()).isLessThanOrEqualTo(16 << 10);
  }
}
