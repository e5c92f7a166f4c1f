package dev.attune.server.delivery;

import dev.attune.platform.webhooks.Attempt;
import dev.attune.platform.webhooks.Outcome;
import dev.attune.platform.webhooks.Sender;
import dev.attune.server.patience.RetryAfter;
import dev.attune.server.settings.WebhookAddresses;
import dev.attune.wire.json.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Sends events as https://www.standardwebhooks.com says it, over HTTP/1.1 and past any proxy. Only
 * the head of an answer counts; its body is cut off.
 */
public final class HttpSender implements Sender, AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int LARGEST_HEAD = 16 << 10;
  private static final int MOST_THREADS = 16;
  private static final int FEWEST_THREADS = 2;

  private final Duration longest;
  private final HttpClient client;

  public HttpSender(WebhookAddresses allowed) {
    this(AddressBook.of(allowed), null, LONGEST);
  }

  /**
   * A sender of its own trust.
   *
   * @param tls that says which certificates are trusted; null for Java's own
   */
  HttpSender(AddressBook addresses, @Nullable SSLContext tls, Duration longest) {
    this.longest = longest;
    this.client = new HttpClient(new HttpClientTransportOverHTTP(connector(tls)));
    client.setSocketAddressResolver(addresses);
    client.setConnectTimeout(longest.dividedBy(AddressBook.MOST).toMillis());
    client.setMaxResponseHeadersSize(LARGEST_HEAD);
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Attune/1.0"));
    LifeCycle.start(client);
    // Answers are neither unpacked nor acted upon.
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().clear();
    client.getProtocolHandlers().put(new ContinueProtocolHandler());
    client.getProtocolHandlers().put(new ProcessingProtocolHandler());
    client.getProtocolHandlers().put(new EarlyHintsProtocolHandler());
  }

  private static ClientConnector connector(@Nullable SSLContext tls) {
    SslContextFactory.Client certificates = new SslContextFactory.Client();
    if (tls != null) {
      certificates.setSslContext(tls);
    }
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
    threads.setName("webhooks");
    threads.setDaemon(true);
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    connector.setSslContextFactory(certificates);
    connector.setSelectors(1);
    return connector;
  }

  @Override
  public Outcome send(Attempt attempt) throws InterruptedException {
    Request request = request(attempt);
    InputStreamResponseListener answer = new InputStreamResponseListener();
    try {
      request.send(answer);
      return outcome(answer.get(longest.toMillis(), TimeUnit.MILLISECONDS), attempt.at());
    } catch (TimeoutException e) {
      return new Outcome.Refused(Reasons.of(e));
    } catch (ExecutionException e) {
      return new Outcome.Refused(Reasons.of(e.getCause()));
    } finally {
      var _ = request.abort(new CancellationException());
    }
  }

  private static Outcome outcome(Response answer, Instant now) {
    String rest = answer.getHeaders().get(HttpHeader.RETRY_AFTER);
    return answer.getStatus() / 100 == 2
        ? new Outcome.Taken()
        : new Outcome.Refused(Reasons.of(answer.getStatus()), RetryAfter.read(rest, now));
  }

  private Request request(Attempt attempt) {
    byte[] body = WireJson.bytes(EventJson.of(attempt.event()));
    String signature = attempt.secret().sign(attempt.deliveryId(), attempt.at(), body);
    return client
        .newRequest(attempt.url())
        .scheme(attempt.url().getScheme().toLowerCase(Locale.ROOT))
        .method(HttpMethod.POST)
        .headers(headers ->
            headers
                .put("webhook-id", attempt.deliveryId())
                .put("webhook-timestamp", String.valueOf(attempt.at().getEpochSecond()))
                .put("webhook-signature", signature)
                .put(HttpHeader.CONNECTION, "close"))
        .body(new BytesRequestContent("application/json", body));
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
  }
}
