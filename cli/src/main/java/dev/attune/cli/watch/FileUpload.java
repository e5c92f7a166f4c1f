package dev.attune.cli.watch;

import com.openai.core.MultipartField;
import com.openai.models.files.FileCreateParams;
import dev.attune.cli.session.CliException;
import dev.attune.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** A file of this machine on its way to the server. */
public final class FileUpload {
  private FileUpload() {}

  /** Does what sends a file, under a bar where a person watches. */
  public static <T> T sending(
      Terminal terminal, Path file, Function<FileCreateParams.Builder, T> send) {
    if (!terminal.isInteractive()) {
      return send.apply(FileCreateParams.builder().file(file));
    }
    String name = file.getFileName().toString();
    try (ByteBar bar = new ByteBar(terminal);
        InputStream bytes = bar.reading(name, Files.newInputStream(file), Files.size(file))) {
      MultipartField<InputStream> field =
          MultipartField.<InputStream>builder().value(bytes).filename(name).build();
      return send.apply(FileCreateParams.builder().file(field));
    } catch (IOException e) {
      throw CliException.refused("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
