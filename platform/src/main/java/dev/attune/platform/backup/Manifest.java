package dev.attune.platform.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.protocol.DurableFiles;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * What a backup holds. It is written last: without it a folder is no backup.
 *
 * @param createdAt Unix seconds of the moment that the backup is
 * @param dataDirectory whose copy it is
 * @param outside folders of base models that lie elsewhere, and are not in it
 * @param lost what the database names though its bytes were damaged or gone before
 */
public record Manifest(
    @JsonProperty("format") int format,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("data_directory") String dataDirectory,
    @JsonProperty("files") List<Entry> files,
    @JsonProperty("outside") List<String> outside,
    @JsonProperty("lost") List<String> lost) {
  static final int FORMAT = 1;
  private static final String NAME = "backup.json";

  public Manifest {
    files = List.copyOf(files);
    outside = List.copyOf(outside);
    lost = List.copyOf(lost);
  }

  /** One file, by its path below the data directory. */
  public record Entry(
      @JsonProperty("path") String path,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("sha256") String sha256) {}

  public long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }

  void writeTo(Path backup) throws IOException {
    DurableFiles.replace(backup.resolve(NAME), WireJson.bytes(this));
  }

  static Manifest of(Path backup) {
    try {
      String text = Files.readString(backup.resolve(NAME));
      Manifest manifest = WireJson.mapper().readValue(text, Manifest.class);
      if (manifest.format() != FORMAT) {
        throw unusable(backup, "a newer version of Attune wrote it. Use that version");
      }
      return manifest;
    } catch (NoSuchFileException e) {
      throw unusable(
          backup,
          "%s has no %s, so it is no backup, or one that was broken off".formatted(backup, NAME));
    } catch (IOException | JacksonException e) {
      throw unusable(backup, "its %s cannot be read: %s".formatted(NAME, e.getMessage()));
    }
  }

  static PlatformException unusable(Path backup, String reason) {
    return new PlatformException(
        ErrorCode.UNUSABLE_STORAGE,
        null,
        "The backup %s cannot be used: %s.".formatted(backup, reason));
  }
}
