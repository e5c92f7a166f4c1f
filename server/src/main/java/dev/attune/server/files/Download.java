package dev.attune.server.files;

import dev.attune.platform.files.StoredFile;
import dev.attune.server.answer.ClientLeft;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.ContentDisposition;

/** The bytes of a file for a client, which a browser must never show as a page. */
record Download(String filename, long bytes, Path path) {

  static Download of(StoredFile file, Path path) {
    return new Download(file.filename(), file.bytes(), path);
  }

  void answer(HttpServletRequest request, HttpServletResponse response) {
    response.setContentType("application/octet-stream");
    response.setContentLengthLong(bytes);
    response.setHeader("Content-Disposition", disposition());
    if (!request.getMethod().equals("HEAD")) {
      try (InputStream in = Files.newInputStream(path)) {
        write(in, response);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void write(InputStream in, HttpServletResponse response) throws IOException {
    OutputStream out = response.getOutputStream();
    byte[] buffer = new byte[64 << 10];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      try {
        out.write(buffer, 0, read);
      } catch (IOException e) {
        throw new ClientLeft(e);
      }
    }
  }

  private String disposition() {
    boolean isPlain = StandardCharsets.US_ASCII.newEncoder().canEncode(filename);
    ContentDisposition.Builder attachment = ContentDisposition.attachment();
    return (isPlain
            ? attachment.filename(filename)
            : attachment.filename(filename, StandardCharsets.UTF_8))
        .build()
        .toString();
  }
}
