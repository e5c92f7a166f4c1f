package dev.attune.server.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A secret that lies in a file, where neither lists of processes nor their environment show it. */
final class SecretFile {
  private static final int MOST_BYTES = 4096;

  /** It becomes a header. */
  private static final Pattern SECRET = Pattern.compile("[!-~]{1,1024}");

  private SecretFile() {}

  /**
   * What the file has, without white space around it.
   *
   * @param option that names the file
   * @throws IllegalArgumentException with a sentence for the operator, and nothing of the file in
   *     it
   */
  static String read(String option, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String secret = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1).strip();
      if (SECRET.matcher(secret).matches()) {
        return secret;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s %s cannot be read: %s.".formatted(option, file, e.getClass().getSimpleName()), e);
    }
    throw new IllegalArgumentException(
        "%s %s must hold one secret: printable characters without spaces, as the service showed it."
            .formatted(option, file));
  }
}
