package dev.attune.server.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Why an attempt failed, in words for the endpoint's owner; nothing of this machine is in them. */
final class Reasons {
  private static final String LATE = "There was no answer within 10 s.";

  private Reasons() {}

  static String of(int status) {
    return status / 100 == 3
        ? "It answered %d, and redirects are not followed.".formatted(status)
        : "It answered %d.".formatted(status);
  }

  static String of(IOException failure, Deadline deadline) {
    if (deadline.isOver()) {
      return LATE;
    }
    return switch (failure) {
      case NotAllowedException _ ->
          "Its host has no public address, and this server sends webhooks to public addresses only.";
      case UnknownHostException _ -> "Its host is not known.";
      case SocketTimeoutException _ -> LATE;
      case ConnectException _, NoRouteToHostException _ -> "No connection could be made.";
      case ProtocolException _ -> "What answered does not speak HTTP/1.1.";
      case SSLException _ ->
          "No secure connection could be made: its certificate is not trusted here, or is another host's.";
      default -> "The connection ended before an answer.";
    };
  }
}
