package dev.attune.cli.commands;

import com.openai.client.OpenAIClient;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Session;
import dev.attune.cli.watch.FileUpload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Files of this machine that a command sends. */
final class Uploads {
  private Uploads() {}

  /** The path of a file that can be read. */
  static Path readable(Session session, Path given) {
    Path file = session.path(given);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw CliException.usage("There is no readable file %s".formatted(file));
    }
    return file;
  }

  /** An id as it is; a file of this machine is uploaded first. */
  static String idOf(Session session, OpenAIClient client, String idOrFile) {
    if (idOrFile.startsWith("file-")) {
      return idOrFile;
    }
    String id =
        sending(
            session,
            readable(session, Path.of(idOrFile)),
            request -> client.files().create(request.purpose(FilePurpose.FINE_TUNE).build()).id());
    session.terminal().tell("Uploaded %s as %s".formatted(idOrFile, id));
    return id;
  }

  /** Does what sends a file, under a bar where a person watches. */
  static <T> T sending(Session session, Path file, Function<FileCreateParams.Builder, T> send) {
    return session.json()
        ? send.apply(FileCreateParams.builder().file(file))
        : FileUpload.sending(session.terminal(), file, send);
  }
}
