package dev.attune.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real models, templates and files beside the project; tests that need them are skipped without.
 */
public final class SharedFolder {
  private SharedFolder() {}

  /** {@code ../shared/…} from the project's root. */
  public static Path find(String first, String... more) {
    Path root = Path.of(System.getProperty("project.root", "."));
    Path found = root.resolveSibling("shared").resolve(Path.of(first, more));
    assumeTrue(Files.exists(found), () -> found + " is not there");
    return found;
  }
}
