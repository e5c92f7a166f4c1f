package dev.attune.platform.models;

import dev.attune.protocol.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What tells the contents of model directories apart: a SHA-256 over those of the files that decide
 * what a model answers, in the order of their names. {@code sha256sum} of what {@code sha256sum}
 * says of them is the same; {@code docs/models.md} has the command.
 *
 * <p>Weights are large, so a directory whose files kept their sizes and times is not read again.
 */
public final class Fingerprints {
  private static final List<String> ENDINGS = List.of(".safetensors", ".json", ".jinja");
  private static final Set<String> NAMES = Set.of("tokenizer.model", "merges.txt");

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** Of one file, without reading it. */
  private record Stamp(String name, long bytes, FileTime changed) {}

  private record Known(List<Stamp> files, String sha256) {}

  /**
   * Of a model directory, in hexadecimal. It reads at the speed of the disk.
   *
   * @throws IOException when a file cannot be read
   */
  public String of(Path directory) throws IOException {
    Map<String, Path> files = files(directory);
    List<Stamp> stamps = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path path = file.getValue();
      stamps.add(new Stamp(file.getKey(), Files.size(path), Files.getLastModifiedTime(path)));
    }
    Known before = known.get(directory);
    if (before != null && before.files().equals(stamps)) {
      return before.sha256();
    }
    String sha256 = read(files);
    known.put(directory, new Known(stamps, sha256));
    return sha256;
  }

  private static String read(Map<String, Path> files) throws IOException {
    MessageDigest all = Digests.sha256();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String line = "%s  %s\n".formatted(Digests.sha256(file.getValue()), file.getKey());
      all.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Digests.hex(all);
  }

  private static Map<String, Path> files(Path directory) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(directory)) {
      entries
          .filter(Fingerprints::matters)
          .forEach(path -> files.put(path.getFileName().toString(), path));
    }
    return files;
  }

  private static boolean matters(Path path) {
    String name = path.getFileName().toString();
    return (NAMES.contains(name) || ENDINGS.stream().anyMatch(name::endsWith))
        && !name.startsWith(".")
        && Files.isRegularFile(path);
  }
}
