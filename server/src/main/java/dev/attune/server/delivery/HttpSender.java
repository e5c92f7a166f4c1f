package dev.attune.server.delivery;

import dev.attune.platform.webhooks.Attempt;
import dev.attune.platform.webhooks.Outcome;
import dev.attune.platform.webhooks.Sender;
import dev.attune.server.settings.WebhookAddresses;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends events over HTTP/1.1, one connection each. The client of the JDK looks names up by itself
 * and cannot be told an address, so a name that was found to be public could be another's when it
 * connects.
 */
public final class HttpSender implements Sender {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** After the head of an answer, for the sake of servers that mind a connection cut off. */
  private static final int LARGEST_BODY = 64 << 10;

  private static final Duration LONGEST_SILENCE = Duration.ofMillis(500);

  private final AddressBook addresses;
  private final SSLSocketFactory tls;
  private final Duration longest;

  public HttpSender(WebhookAddresses allowed) {
    this(AddressBook.of(allowed), (SSLSocketFactory) SSLSocketFactory.getDefault(), LONGEST);
  }

  HttpSender(AddressBook addresses, SSLSocketFactory tls, Duration longest) {
    this.addresses = addresses;
    this.tls = tls;
    this.longest = longest;
  }

  @Override
  public Outcome send(Attempt attempt) throws InterruptedException {
    Deadline deadline = Deadline.in(longest);
    try {
      int status = exchange(attempt, deadline);
      return status / 100 == 2 ? new Outcome.Taken() : new Outcome.Refused(Reasons.of(status));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Outcome.Refused(Reasons.of(e, deadline));
    }
  }

  private int exchange(Attempt attempt, Deadline deadline)
      throws IOException, InterruptedException {
    URI url = attempt.url();
    boolean secure = url.getScheme().equalsIgnoreCase("https");
    int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
    try (Connection connection =
        Connection.open(addresses.find(EndpointUrl.bareHost(url), deadline), port, deadline)) {
      Socket socket = secure ? connection.secured(tls, url) : connection.plain();
      socket.getOutputStream().write(EventRequest.of(attempt));
      socket.getOutputStream().flush();
      InputStream answer = new BufferedInputStream(socket.getInputStream());
      int status = AnswerHead.read(answer);
      drain(socket, answer);
      return status;
    }
  }

  /** The answer has been given; how its body ends is no matter. */
  private static void drain(Socket socket, InputStream body) {
    try {
      socket.setSoTimeout((int) LONGEST_SILENCE.toMillis());
      byte[] _ = body.readNBytes(LARGEST_BODY);
    } catch (IOException ended) {
      // By a silence, by the time, or by the other end.
    }
  }
}
