package dev.attune.server.form;

import dev.attune.platform.files.ByteSink;
import dev.attune.platform.files.IncomingBlob;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.jspecify.annotations.Nullable;

/** What was read of a form so far; its parts come in any order. */
final class FormParts {
  private static final int MOST_PARTS = 16;
  private static final int TEXT_BYTES = 4 << 10;
  private static final int BUFFER = 64 << 10;

  private final FileField field;
  private final Map<String, List<String>> texts = new LinkedHashMap<>();
  private int parts;
  private String filename = "";
  private @Nullable IncomingBlob file;

  FormParts(FileField field) {
    this.field = field;
  }

  void take(FileItemInput part) throws IOException {
    if (++parts > MOST_PARTS) {
      throw refusal(null, "The form has more than %d parts.".formatted(MOST_PARTS));
    }
    // Official clients send the file's part with and without a filename, so only its name tells.
    if (part.getFieldName().equals(field.name())) {
      takeFile(part);
    } else {
      takeText(part);
    }
  }

  /** The whole form; whoever takes it closes it. */
  Form finish() {
    if (file == null) {
      throw ApiError.badRequest(
              "missing_required_parameter",
              field.name(),
              "Missing required parameter: '%s'.".formatted(field.name()))
          .toException();
    }
    return new Form(new Parameters(texts), filename, file);
  }

  /** Drops what was read. */
  void close() {
    if (file != null) {
      file.close();
    }
  }

  static ApiError tooLarge(FileField field) {
    return new ApiError(
        413,
        ApiError.INVALID_REQUEST,
        "file_too_large",
        field.name(),
        "The file is larger than the %,d bytes allowed here. Send a smaller one."
            .formatted(field.maxBytes()));
  }

  private void takeFile(FileItemInput part) throws IOException {
    if (file != null) {
      throw refusal(field.name(), "'%s' is given twice. Give it once.".formatted(field.name()));
    }
    filename = Filename.of(part);
    IncomingBlob target = field.places().get();
    file = target;
    ByteSink look = field.looks().apply(new Parameters(texts));
    InputStream in = part.getInputStream();
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (target.bytes() + read > field.maxBytes()) {
        throw tooLarge(field).toException();
      }
      target.write(buffer, 0, read);
      look.accept(buffer, 0, read);
    }
  }

  private void takeText(FileItemInput part) throws IOException {
    String name = part.getFieldName();
    if (!field.texts().contains(name)) {
      throw Parameters.unknown(name);
    }
    byte[] text = part.getInputStream().readNBytes(TEXT_BYTES + 1);
    if (text.length > TEXT_BYTES) {
      throw refusal(name, "'%s' is longer than %,d bytes.".formatted(name, TEXT_BYTES));
    }
    texts
        .computeIfAbsent(name, _ -> new ArrayList<>())
        .add(new String(text, StandardCharsets.UTF_8));
  }

  private static RuntimeException refusal(@Nullable String param, String message) {
    return ApiError.badRequest(param, message).toException();
  }
}
