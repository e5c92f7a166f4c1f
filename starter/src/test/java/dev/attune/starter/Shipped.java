package dev.attune.starter;

import java.nio.file.Path;

/** What the repository ships. */
final class Shipped {
  static final Path FOLDER = Path.of(System.getProperty("project.root"), "starter", "shipped");
  static final Path MODEL = FOLDER.resolve("model");

  private Shipped() {}
}
