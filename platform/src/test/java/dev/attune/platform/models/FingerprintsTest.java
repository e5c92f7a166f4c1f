package dev.attune.platform.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FingerprintsTest {
  private static final Pattern BY_HAND = Pattern.compile("(?m)^ls \\| .*sha256sum$");

  @TempDir private Path model;
  private final Fingerprints fingerprints = new Fingerprints();

  @BeforeEach
  void write() throws IOException {
    for (String name :
        new String[] {
          "config.json",
          "model-2.safetensors",
          "model-1.safetensors",
          "Z.json",
          "chat_template.jinja",
          "merges.txt",
          "tokenizer.model"
        }) {
      Files.writeString(model.resolve(name), "the content of " + name);
    }
  }

  @Test
  void aShellFindsTheSame() throws IOException, InterruptedException {
    Files.writeString(model.resolve("README.md"), "no part of the model");
    String page = Files.readString(Path.of(System.getProperty("project.root"), "docs/models.md"));
    MatchResult found = BY_HAND.matcher(page).results().findFirst().orElseThrow();

    Process shell = new ProcessBuilder("sh", "-c", found.group()).directory(model.toFile()).start();
    String byHand = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();

    assertThat(fingerprints.of(model)).isEqualTo(byHand.split(" ", 2)[0]);
  }

  @Test
  void whatDecidesAnAnswerChangesItAndNothingElseDoes() throws IOException {
    String before = fingerprints.of(model);

    Files.writeString(model.resolve("notes.md"), "of an operator");
    assertThat(fingerprints.of(model)).isEqualTo(before);
    Files.move(model.resolve("model-1.safetensors"), model.resolve("model-3.safetensors"));
    String renamed = fingerprints.of(model);
    Files.writeString(model.resolve("config.json"), "another");

    assertThat(renamed).isNotEqualTo(before);
    assertThat(fingerprints.of(model)).isNotIn(before, renamed);
  }

  @Test
  void filesThatKeptTheirSizesAndTimesAreNotReadAgain() throws IOException {
    Path config = model.resolve("config.json");
    String before = fingerprints.of(model);
    FileTime time = Files.getLastModifiedTime(config);

    Files.writeString(config, Files.readString(config).replace('t', 'T'));
    Files.setLastModifiedTime(config, time);
    assertThat(fingerprints.of(model)).isEqualTo(before);
    assertThat(new Fingerprints().of(model)).isNotEqualTo(before);

    Files.setLastModifiedTime(config, FileTime.from(Instant.EPOCH));
    assertThat(fingerprints.of(model)).isNotEqualTo(before);
  }
}
