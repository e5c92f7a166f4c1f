package dev.attune.server.delivery;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** Why an attempt failed, in words for the endpoint's owner; nothing of this machine is in them. */
final class Reasons {
  private static final String LATE = "There was no answer within 10 s.";
  private static final String ENDED = "The connection ended before an answer.";

  private Reasons() {}

  static String of(int status) {
    return status / 100 == 3
        ? "It answered %d, and redirects are not followed.".formatted(status)
        : "It answered %d.".formatted(status);
  }

  static String of(@Nullable Throwable failure) {
    return switch (failure) {
      case NotAllowedException _ ->
          "Its host has no public address, and this server sends webhooks to public addresses only.";
      case UnknownHostException _ -> "Its host is not known.";
      case TimeoutException _, SocketTimeoutException _ -> LATE;
      case ConnectException _, NoRouteToHostException _ -> "No connection could be made.";
      case HttpResponseException e when !brokeOff(e) -> "What answered does not speak HTTP/1.1.";
      case SSLException _ ->
          "No secure connection could be made: its certificate is not trusted here, or is another host's.";
      case null, default -> ENDED;
    };
  }

  /** Jetty tells an answer that ends too early as one that is wrong. */
  private static boolean brokeOff(HttpResponseException failure) {
    return failure.getCause() instanceof HttpException e && "Early EOF".equals(e.getReason());
  }
}
