package dev.attune.server.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came over a socket.
 *
 * @param line the first line
 * @param headers by their names in lower case
 */
public record RawRequest(String line, Map<String, String> headers, String body) {

  /** Reads one request, of which the body has a length. */
  public static RawRequest read(InputStream in) throws IOException {
    String line = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String[] parts = header.split(": ", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new RawRequest(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  /** The value of a header, empty when it is absent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new SocketException("No request");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
