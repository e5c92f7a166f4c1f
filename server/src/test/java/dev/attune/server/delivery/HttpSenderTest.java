package dev.attune.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.webhooks.Attempt;
import dev.attune.platform.webhooks.Event;
import dev.attune.platform.webhooks.EventType;
import dev.attune.platform.webhooks.Outcome;
import dev.attune.platform.webhooks.WebhookSecret;
import dev.attune.server.delivery.FaultyReceiver.Fault;
import dev.attune.server.raw.RawRequest;
import dev.attune.server.settings.WebhookAddresses;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One attempt against receivers that answer, fail, hang, redirect or are not to be reached. */
@Timeout(60)
final class HttpSenderTest {
  private static final Duration SOON = Duration.ofMillis(400);
  private static final Outcome TAKEN = new Outcome.Taken();

  private final FaultyReceiver receiver = new FaultyReceiver();
  private final List<HttpSender> senders = new CopyOnWriteArrayList<>();
  private final WebhookSecret secret =
      new WebhookSecret("whsec_RdvaYFYUXuIFuEbvZHwMfYFhUf7aMYjYcmM24+Aj40c=");

  @AfterEach
  void stop() {
    receiver.close();
    senders.forEach(HttpSender::close);
  }

  @Test
  void anEventIsSentAsStandardWebhooksSaysIt() throws InterruptedException {
    assertThat(send(receiver.url("/hook/%20a?b=c"))).isEqualTo(TAKEN);

    RawRequest request = receiver.received().getFirst();
    assertThat(request.line()).isEqualTo("POST /hook/%20a?b=c HTTP/1.1");
    assertThat(request.body())
        .isEqualTo(
            "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"fine_tuning.job.failed\","
                + "\"created_at\":1750861210,\"data\":{\"id\":\"ftjob-1\"}}");
    assertThat(request.header("host")).isEqualTo("127.0.0.1:" + receiver.port());
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.header("user-agent")).startsWith("Attune/");
    assertThat(request.header("webhook-id")).isEqualTo("wh_1");
    assertThat(request.header("webhook-timestamp")).isEqualTo("1750864810");
    assertThat(request.header("webhook-signature"))
        .isEqualTo(
            secret.sign(
                "wh_1",
                Instant.ofEpochSecond(1_750_864_810),
                request.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyStatusOf200IsTakenAndNoOther() throws InterruptedException {
    for (int status : new int[] {200, 201, 202, 204, 299}) {
      receiver.does(Fault.status(status));
      assertThat(send()).as("%d", status).isEqualTo(TAKEN);
    }
    for (int status : new int[] {300, 400, 401, 404, 410, 429, 500, 503}) {
      receiver.does(Fault.status(status));
      assertThat(why()).startsWith("It answered " + status);
    }
    for (int status : new int[] {100, 102, 103}) {
      receiver.does(Fault.answers("HTTP/1.1 %d X\r\n\r\nHTTP/1.1 204 X\r\n\r\n".formatted(status)));
      assertThat(send()).as("%d", status).isEqualTo(TAKEN);
    }
  }

  @Test
  void whoAsksToBeLeftAloneIsUnderstood() throws InterruptedException {
    assertThat(restAfter("Retry-After: 120\r\n")).isEqualTo(Duration.ofMinutes(2));
    assertThat(restAfter("Retry-After: Wed, 25 Jun 2025 15:21:10 GMT\r\n"))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(restAfter("Retry-After: Wed, 25 Jun 1997 15:21:10 GMT\r\n")).isZero();
    for (String odd : List.of("", "Retry-After: -1\r\n", "Retry-After: 99999999999\r\n")) {
      assertThat(restAfter(odd)).isZero();
    }
  }

  private Duration restAfter(String header) throws InterruptedException {
    receiver.does(Fault.status(429, header));
    return ((Outcome.Refused) send()).rest();
  }

  @Test
  void aRedirectIsAFailureAndNobodyGoesThere() throws Exception {
    try (FaultyReceiver target = new FaultyReceiver()) {
      for (int status : new int[] {301, 302, 303, 307, 308}) {
        receiver.does(Fault.status(status, "Location: %s\r\n".formatted(target.url("/"))));

        assertThat(why()).contains("redirects are not followed");
      }
      assertThat(target.connections()).isZero();

      // The control: a client that follows redirects goes there.
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .build()
          .send(
              HttpRequest.newBuilder(receiver.url("/"))
                  .POST(HttpRequest.BodyPublishers.ofString("x"))
                  .build(),
              BodyHandlers.discarding());
      assertThat(target.connections()).isEqualTo(1);
    }
  }

  @Test
  void whoeverSaysNothingOrTooLittleIsLeftWhenTheTimeIsUp() throws InterruptedException {
    for (Fault slow : List.of(Fault.HANGS, Fault.DRIPS)) {
      receiver.does(slow);
      long begin = System.nanoTime();

      assertThat(whyInHaste()).isEqualTo("There was no answer within 10 s.");

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(SOON.minusMillis(20), SOON.plusSeconds(5));
    }
  }

  /** The control of the test above: with more time the same receiver is waited for. */
  @Test
  void whoeverAnswersLateButInTimeHasTakenIt() throws InterruptedException {
    receiver.does((socket, end) -> {
      boolean _ = end.await(600, TimeUnit.MILLISECONDS);
      Fault.GOOD.make(socket, end);
    });

    assertThat(whyInHaste()).isEqualTo("There was no answer within 10 s.");
    assertThat(send()).isEqualTo(TAKEN);
  }

  @Test
  void anAnswerThatBreaksOffIsAFailure() throws InterruptedException {
    for (Fault broken :
        List.of(
            Fault.ENDS,
            Fault.RESETS,
            Fault.answers("HTTP/1.1 200 OK\r\nContent-Le"),
            Fault.answers("HTTP/1.1 2"))) {
      receiver.does(broken);
      assertThat(why()).isEqualTo("The connection ended before an answer.");
    }
  }

  @Test
  void whatIsNotHttpIsAFailureHoweverMuchItIs() throws InterruptedException {
    for (Fault odd :
        List.of(
            Fault.FLOODS,
            Fault.answers("SSH-2.0-OpenSSH\r\n\r\n"),
            Fault.answers("HTTP/2 200\r\n\r\n"),
            Fault.answers("HTTP/1.1 2000 OK\r\n\r\n"),
            Fault.answers("HTTP/1.1 200 OK\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"))) {
      receiver.does(odd);
      assertThat(why()).isEqualTo("What answered does not speak HTTP/1.1.");
    }
  }

  @Test
  void aBodyWithoutEndIsNotReadToItsEnd() throws InterruptedException {
    receiver.does((socket, end) -> {
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Fault.FLOODS.make(socket, end);
    });
    assertThat(send()).isEqualTo(TAKEN);

    receiver.does((socket, end) -> {
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      end.await();
    });
    assertThat(send()).isEqualTo(TAKEN);
  }

  @Test
  void whereNobodyListensNoConnectionIsMade() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(why(URI.create("http://127.0.0.1:%d/".formatted(port))))
        .isEqualTo("No connection could be made.");
  }

  @Test
  void aHostThatIsNotKnownIsSaidSo() throws InterruptedException {
    HttpSender sender =
        sender(
            Objects::nonNull,
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(sender.send(attempt(URI.create("http://a.example/"))))
        .isEqualTo(new Outcome.Refused("Its host is not known."));
  }

  @Test
  void aLookupThatHangsEndsWithTheTime() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    HttpSender sender =
        hastySender(_ -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new InetAddress[0];
        });

    assertThat(sender.send(attempt(URI.create("http://a.example/"))))
        .isEqualTo(new Outcome.Refused("There was no answer within 10 s."));
    end.countDown();
  }

  @Test
  void aNameOfThisMachineIsNotConnectedTo() throws InterruptedException {
    for (String address : new String[] {"127.0.0.1", "::ffff:127.0.0.1", "::1", "10.0.0.1"}) {
      HttpSender sender = sender(PublicAddress::is, _ -> addresses(address));

      assertThat(sender.send(attempt(named()))).isEqualTo(notAllowed());
    }
    assertThat(receiver.connections()).isZero();

    // The control: where all addresses are allowed, the same name leads here.
    HttpSender any = sender(Objects::nonNull, _ -> addresses("127.0.0.1"));
    assertThat(any.send(attempt(named()))).isEqualTo(TAKEN);
    assertThat(receiver.received().getFirst().header("host"))
        .isEqualTo("rebound.example:" + receiver.port());
  }

  @Test
  void aNameIsLookedUpOnceSoThatItCannotBecomeAnother() throws InterruptedException {
    AtomicInteger lookups = new AtomicInteger();
    Lookup rebinding =
        _ -> lookups.getAndIncrement() == 0 ? addresses("127.0.0.2") : addresses("127.0.0.1");

    Outcome outcome = sender(HttpSenderTest::isNotHere, rebinding).send(attempt(named()));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(lookups).hasValue(1);
    assertThat(receiver.connections()).isZero();
  }

  /** The control of the test above: whoever checks one answer and uses the next comes here. */
  @Test
  void aNameThatIsLookedUpTwiceLeadsHere() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    Lookup rebinding =
        _ -> lookups.getAndIncrement() == 0 ? addresses("127.0.0.2") : addresses("127.0.0.1");
    assertThat(isNotHere(rebinding.addresses("rebound.example")[0])).isTrue();

    assertThat(sender(Objects::nonNull, rebinding).send(attempt(named()))).isEqualTo(TAKEN);
    assertThat(receiver.connections()).isEqualTo(1);
  }

  @Test
  void ofSeveralAddressesOnlyThoseThatAreAllowedAreTried() throws InterruptedException {
    Lookup mixed = _ -> addresses("127.0.0.1", "127.0.0.2");

    assertThat(sender(HttpSenderTest::isNotHere, mixed).send(attempt(named())))
        .isInstanceOf(Outcome.Refused.class)
        .isNotEqualTo(notAllowed());
    assertThat(receiver.connections()).isZero();
  }

  @Test
  void anAddressThatDoesNotAnswerIsFollowedByTheNext() throws InterruptedException {
    Lookup several = _ -> addresses("127.0.0.2", "127.0.0.1");

    assertThat(sender(Objects::nonNull, several).send(attempt(named()))).isEqualTo(TAKEN);
  }

  @Test
  void anAttemptThatIsInterruptedHasNoOutcome() throws Exception {
    receiver.does(Fault.HANGS);
    FutureTask<Boolean> interrupted =
        new FutureTask<>(() -> {
          try {
            usual().send(attempt(receiver.url("/")));
            return false;
          } catch (InterruptedException e) {
            return true;
          }
        });
    Thread thread = Thread.ofVirtual().start(interrupted);
    while (receiver.received().isEmpty()) {
      Thread.onSpinWait();
    }

    thread.interrupt();

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void overTlsTheCertificateMustBeTrustedAndOfTheHost(@TempDir Path folder) throws Exception {
    SSLContext ours = context(folder);
    try (FaultyReceiver secure = new FaultyReceiver(ours.getServerSocketFactory())) {
      URI right = URI.create("https://right.example:%d/".formatted(secure.port()));
      URI wrong = URI.create("https://wrong.example:%d/".formatted(secure.port()));
      AddressBook here = new AddressBook(Objects::nonNull, _ -> addresses("127.0.0.1"));
      Duration longer = Duration.ofSeconds(5);
      HttpSender trusting = sender(here, ours, longer);
      HttpSender usual = sender(here, null, longer);

      assertThat(trusting.send(attempt(right))).isEqualTo(TAKEN);
      assertThat(secure.received()).hasSize(1);
      for (Outcome outcome : List.of(trusting.send(attempt(wrong)), usual.send(attempt(right)))) {
        assertThat(outcome)
            .isInstanceOfSatisfying(
                Outcome.Refused.class, it -> assertThat(it.why()).contains("certificate"));
      }
      assertThat(secure.received()).hasSize(1);
    }
  }

  /** A certificate of {@code right.example} that nobody but this context trusts. */
  private static SSLContext context(Path folder) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "a",
                "-dname",
                "CN=right.example",
                "-ext",
                "SAN=dns:right.example",
                "-storepass",
                "secret",
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "secret".toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "secret".toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private Outcome send() throws InterruptedException {
    return send(receiver.url("/"));
  }

  private Outcome send(URI url) throws InterruptedException {
    return usual().send(attempt(url));
  }

  /** Of a sender that has little time. */
  private String whyInHaste() throws InterruptedException {
    HttpSender hasty = hastySender(InetAddress::getAllByName);
    return hasty.send(attempt(receiver.url("/"))) instanceof Outcome.Refused(String why, _)
        ? why
        : "It was taken.";
  }

  private String why() throws InterruptedException {
    return why(receiver.url("/"));
  }

  private String why(URI url) throws InterruptedException {
    return send(url) instanceof Outcome.Refused(String why, _) ? why : "It was taken.";
  }

  private HttpSender usual() {
    return closedAtTheEnd(new HttpSender(WebhookAddresses.ANY));
  }

  private HttpSender sender(Predicate<InetAddress> allowed, Lookup lookup) {
    return sender(new AddressBook(allowed, lookup), null, Duration.ofSeconds(10));
  }

  private HttpSender hastySender(Lookup lookup) {
    return sender(new AddressBook(Objects::nonNull, lookup), null, SOON);
  }

  private HttpSender sender(AddressBook addresses, @Nullable SSLContext tls, Duration longest) {
    return closedAtTheEnd(new HttpSender(addresses, tls, longest));
  }

  private HttpSender closedAtTheEnd(HttpSender sender) {
    senders.add(sender);
    return sender;
  }

  /** The receiver listens at 127.0.0.1, and nobody at the other addresses of this machine. */
  private static boolean isNotHere(InetAddress address) {
    return !address.equals(InetAddress.ofLiteral("127.0.0.1"));
  }

  private URI named() {
    return URI.create("http://rebound.example:%d/".formatted(receiver.port()));
  }

  private static Outcome notAllowed() {
    return new Outcome.Refused(
        "Its host has no public address, and this server sends webhooks to public addresses only.");
  }

  private static InetAddress[] addresses(String... literals) {
    return java.util.Arrays.stream(literals)
        .map(InetAddress::ofLiteral)
        .toArray(InetAddress[]::new);
  }

  private Attempt attempt(URI url) {
    return new Attempt(
        url,
        secret,
        "wh_1",
        new Event("evt_1", EventType.FAILED, Instant.ofEpochSecond(1_750_861_210), "ftjob-1"),
        Instant.ofEpochSecond(1_750_864_810));
  }
}
