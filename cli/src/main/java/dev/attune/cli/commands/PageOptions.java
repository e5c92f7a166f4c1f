package dev.attune.cli.commands;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which piece of a list is wanted. */
final class PageOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Items at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--after", paramLabel = "ID", description = "Only items after this one.")
  private @Nullable String after;

  long limit() {
    return limit;
  }

  Optional<String> after() {
    return Optional.ofNullable(after);
  }
}
