package dev.attune.server.files;

import dev.attune.platform.files.IncomingBlob;
import dev.attune.platform.files.NewFile;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.files.CreateFile;
import dev.attune.wire.files.Purpose;
import dev.attune.wire.json.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.jspecify.annotations.Nullable;

/** What was read of an upload's form so far; its parts come in any order. */
final class UploadForm {
  private static final String FILE = "file";
  private static final String PURPOSE = "purpose";
  private static final String LINES = Purpose.FINE_TUNE.wireName();
  private static final int MOST_PARTS = 16;
  private static final int TEXT_BYTES = 4 << 10;
  private static final int BUFFER = 64 << 10;

  private final Supplier<IncomingBlob> places;
  private final long maxBytes;
  private final Map<String, List<String>> texts = new LinkedHashMap<>();
  private int parts;
  private final LineCheck lines = new LineCheck();
  private String filename = "";
  private @Nullable IncomingBlob file;

  UploadForm(Supplier<IncomingBlob> places, long maxBytes) {
    this.places = places;
    this.maxBytes = maxBytes;
  }

  void take(FileItemInput part) throws IOException {
    if (++parts > MOST_PARTS) {
      throw refusal(null, "The form has more than %d parts.".formatted(MOST_PARTS));
    }
    // Official clients send the file's part with and without a filename, so only its name tells.
    if (part.getFieldName().equals(FILE)) {
      takeFile(part);
    } else {
      takeText(part);
    }
  }

  /** The whole upload; whoever takes it closes it. */
  Upload finish() {
    CreateFile request = CreateFile.read(new Parameters(texts));
    IncomingBlob bytes = file;
    if (bytes == null) {
      throw ApiError.badRequest(
              "missing_required_parameter", FILE, "Missing required parameter: 'file'.")
          .toException();
    }
    if (request.purpose() == Purpose.FINE_TUNE) {
      lines.refuseFault();
    }
    Integer seconds = request.expiresAfterSeconds();
    Duration lifetime = seconds == null ? null : Duration.ofSeconds(seconds);
    return new Upload(new NewFile(request.purpose().wireName(), filename, lifetime), bytes);
  }

  /** Drops what was read. */
  void close() {
    if (file != null) {
      file.close();
    }
  }

  static ApiError tooLarge(long maxBytes) {
    return new ApiError(
        413,
        ApiError.INVALID_REQUEST,
        "file_too_large",
        FILE,
        "The file is larger than the %,d bytes allowed here. Send a smaller one."
            .formatted(maxBytes));
  }

  private void takeFile(FileItemInput part) throws IOException {
    if (file != null) {
      throw refusal(FILE, "'file' is given twice. Give it once.");
    }
    filename = Filename.of(part);
    IncomingBlob target = places.get();
    file = target;
    boolean mayBeLines = !texts.containsKey(PURPOSE) || texts.get(PURPOSE).contains(LINES);
    InputStream in = part.getInputStream();
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (target.bytes() + read > maxBytes) {
        throw tooLarge(maxBytes).toException();
      }
      target.write(buffer, 0, read);
      if (mayBeLines) {
        lines.update(buffer, read);
      }
    }
    lines.finish();
  }

  private void takeText(FileItemInput part) throws IOException {
    byte[] text = part.getInputStream().readNBytes(TEXT_BYTES + 1);
    if (text.length > TEXT_BYTES) {
      throw refusal(
          null,
          "A part of the form that is not the file is longer than %,d bytes."
              .formatted(TEXT_BYTES));
    }
    texts
        .computeIfAbsent(part.getFieldName(), _ -> new ArrayList<>())
        .add(new String(text, StandardCharsets.UTF_8));
  }

  private static RuntimeException refusal(@Nullable String param, String message) {
    return ApiError.badRequest(param, message).toException();
  }
}
