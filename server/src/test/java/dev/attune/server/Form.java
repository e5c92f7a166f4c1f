package dev.attune.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A multipart form, part by part. */
final class Form {
  static final String BOUNDARY = "----boundary-42";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Form text(String name, String value) {
    return part("Content-Disposition: form-data; name=\"%s\"".formatted(name), value);
  }

  /** The file as most clients send it, or as Java's does when the name is null. */
  Form file(@Nullable String filename, String content) {
    return part(
        filename == null
            ? "Content-Disposition: form-data; name=\"file\""
            : "Content-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream"
                .formatted(filename),
        content);
  }

  Form part(String headers, String content) {
    add("--%s\r\n%s\r\n\r\n%s\r\n".formatted(BOUNDARY, headers, content));
    return this;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  byte[] bytes() {
    return (bytes.toString(StandardCharsets.UTF_8) + "--" + BOUNDARY + "--\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The parts so far, and what comes before the bytes of a large file. */
  byte[] beforeFile(String name) {
    add(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"big.bin\"\r\n\r\n"
            .formatted(BOUNDARY, name));
    return bytes.toByteArray();
  }

  static byte[] afterFile() {
    return ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private void add(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
