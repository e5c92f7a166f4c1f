package dev.attune.cli.migrate;

import dev.attune.cli.session.CliException;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What was made already: a file that says for each old id the new one, whole at any moment. */
final class Notes {
  private static final String SERVER = "server";
  private static final String FILES = "files";
  private static final String JOBS = "jobs";

  private final Path place;
  private final String server;
  private final Map<String, String> files = new TreeMap<>();
  private final Map<String, String> jobs = new TreeMap<>();

  private Notes(Path place, String server) {
    this.place = place;
    this.server = server;
  }

  /** Those at a place, empty when there are none; ids of another server mean nothing here. */
  static Notes at(Path place, String server) {
    Notes notes = new Notes(place, server);
    read(place).ifPresent(notes::take);
    return notes;
  }

  Optional<String> file(String oldId) {
    return Optional.ofNullable(files.get(oldId));
  }

  Optional<String> job(String oldId) {
    return Optional.ofNullable(jobs.get(oldId));
  }

  void fileMade(String oldId, String newId) {
    files.put(oldId, newId);
    write();
  }

  void jobMade(String oldId, String newId) {
    jobs.put(oldId, newId);
    write();
  }

  private void take(JsonNode written) {
    String theirs = written.path(SERVER).asString("");
    if (!theirs.equals(server)) {
      throw CliException.usage(
          "%s belongs to the server %s, and this is %s. Give another --state"
              .formatted(place, theirs, server));
    }
    written.path(FILES).forEachEntry((id, made) -> files.put(id, made.asString()));
    written.path(JOBS).forEachEntry((id, made) -> jobs.put(id, made.asString()));
  }

  private static Optional<JsonNode> read(Path place) {
    try {
      return Optional.of(WireJson.mapper().readTree(Files.readAllBytes(place)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JacksonException e) {
      throw CliException.usage(
          "%s cannot be read (%s). It is written by this command alone; give another --state to begin anew"
              .formatted(place, e.getMessage()));
    }
  }

  private void write() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(SERVER, server);
    all.put(FILES, files);
    all.put(JOBS, jobs);
    Path beside = place.resolveSibling(place.getFileName() + ".tmp");
    try {
      writeDurably(
          beside, WireJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
      Files.move(
          beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be written (%s)".formatted(place, e.getMessage()), e);
    }
  }

  private static void writeDurably(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }
}
