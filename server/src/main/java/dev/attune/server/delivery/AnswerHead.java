package dev.attune.server.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of an answer, of which only the status is of interest. */
final class AnswerHead {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final int LARGEST = 16 << 10;

  private final InputStream in;
  private int read;

  private AnswerHead(InputStream in) {
    this.in = in;
  }

  /**
   * Reads up to the empty line before the body, over answers that only say that one will come.
   *
   * @return the status
   */
  static int read(InputStream in) throws IOException {
    AnswerHead head = new AnswerHead(in);
    int status;
    do {
      status = head.status();
      while (!head.line().isEmpty()) {
        // What headers say changes nothing.
      }
    } while (status / 100 == 1);
    return status;
  }

  private int status() throws IOException {
    Matcher status = STATUS.matcher(line());
    if (!status.matches()) {
      throw new ProtocolException();
    }
    return Integer.parseInt(status.group(1));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = next(); next != '\n'; next = next()) {
      line.append((char) next);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  private int next() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    if (++read > LARGEST) {
      throw new ProtocolException();
    }
    return next;
  }
}
