package dev.attune.cli.quickstart;

import dev.attune.cli.session.CliException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The model and the sample files that come with an installation. */
record StarterFiles(Path model, Path training, Path validation, Path heldOut) {
  /** What the API calls the model. */
  static final String MODEL = "starter";

  StarterFiles {
    Stream.of(model, training, validation, heldOut)
        .filter(Files::notExists)
        .findFirst()
        .ifPresent(missing -> {
          throw CliException.refused(
              "%s is missing; the quick start needs a whole installation".formatted(missing));
        });
  }

  static StarterFiles in(Path home) {
    Path folder = home.resolve("starter");
    return new StarterFiles(
        folder.resolve("model"),
        folder.resolve("support-tickets-train.jsonl"),
        folder.resolve("support-tickets-valid.jsonl"),
        folder.resolve("support-tickets-test.jsonl"));
  }
}
