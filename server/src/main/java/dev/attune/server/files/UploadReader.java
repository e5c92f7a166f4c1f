package dev.attune.server.files;

import dev.attune.platform.files.ByteSink;
import dev.attune.platform.files.LineCheck;
import dev.attune.platform.files.NewFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.server.form.FileField;
import dev.attune.server.form.Form;
import dev.attune.server.form.FormReader;
import dev.attune.wire.files.CreateFile;
import dev.attune.wire.files.Purpose;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/** Reads the form of an upload, and looks at its lines unless it said before that it has none. */
final class UploadReader {
  private static final String FILE = "file";

  private final StoredFiles files;
  private final long maxBytes;

  UploadReader(StoredFiles files, long maxBytes) {
    this.files = files;
    this.maxBytes = maxBytes;
  }

  Upload read(HttpServletRequest request) {
    LineCheck lines = new LineCheck();
    FileField field =
        new FileField(
            FILE, maxBytes, files::receive, CreateFile.PARTS, before -> look(before, lines));
    Form form = new FormReader(field).read(request);
    try {
      return new Upload(description(form, lines), form.bytes());
    } catch (RuntimeException e) {
      form.close();
      throw e;
    }
  }

  private static ByteSink look(Parameters before, LineCheck lines) {
    return mayBeLines(before) ? lines : (_, _, _) -> {};
  }

  private static boolean mayBeLines(Parameters before) {
    return before
        .text("purpose")
        .map(JsonField::string)
        .map(Purpose.FINE_TUNE.wireName()::equals)
        .orElse(true);
  }

  private static NewFile description(Form form, LineCheck lines) {
    CreateFile request = CreateFile.read(form.texts());
    if (request.purpose() == Purpose.FINE_TUNE) {
      lines.finish();
      lines.refuseFault();
    }
    Integer seconds = request.expiresAfterSeconds();
    Duration lifetime = seconds == null ? null : Duration.ofSeconds(seconds);
    return new NewFile(request.purpose().wireName(), form.filename(), lifetime);
  }
}
