package dev.attune.conformance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of the starter model that have one thing wrong. */
final class BadModels {
  private BadModels() {}

  static Path write(String what, Path folder) throws IOException {
    Path directory = folder.resolve(what.replace(' ', '-'));
    copy(ServerProcess.STARTER.resolve("model"), directory);
    Path weights = directory.resolve("model.safetensors");
    Path config = directory.resolve("config.json");
    switch (what) {
      case "truncated" -> truncate(weights);
      case "pickle" -> {
        Files.delete(weights);
        Files.writeString(directory.resolve("pytorch_model.bin"), "a pickle");
      }
      case "unknown architecture" -> replace(config, "\"llama\"", "\"mystery\"");
      case "wrong shape" -> replace(config, "\"intermediate_size\": ", "\"intermediate_size\": 1");
      case "lying header" -> lie(weights);
      default -> throw new IllegalArgumentException(what);
    }
    return directory;
  }

  private static void truncate(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2);
    }
  }

  /** The first eight bytes say how long the header is. */
  private static void lie(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write(new byte[] {-1, -1, -1, -1, -1, -1, -1, 0x7F});
    }
  }

  private static void replace(Path file, String text, String by) throws IOException {
    String before = Files.readString(file, StandardCharsets.UTF_8);
    String after = before.replace(text, by);
    if (after.equals(before)) {
      throw new IllegalStateException(file + " does not contain " + text);
    }
    Files.writeString(file, after);
  }

  private static void copy(Path source, Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }
}
