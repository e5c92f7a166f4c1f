package dev.attune.server;

import dev.attune.platform.Platform;
import dev.attune.platform.PlatformSettings;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.keys.CreatedKey;
import dev.attune.platform.models.Aliases;
import dev.attune.platform.process.WorkerCommand;
import dev.attune.platform.tracking.TrailQueue;
import dev.attune.platform.webhooks.DeliveryQueue;
import dev.attune.server.delivery.HttpSender;
import dev.attune.server.settings.ListenSettings;
import dev.attune.server.settings.ServerSettings;
import dev.attune.server.tracking.Trackers;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A platform with its HTTP API, from the start to the end of a process. */
final class Server implements AutoCloseable {
  private final ServerSettings settings;
  private final Platform platform;
  private final HttpApi http;
  private final Optional<CreatedKey> firstKey;
  private final HttpSender sender;
  private final DeliveryQueue deliveries;
  private final TrailQueue trails;
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicBoolean closing = new AtomicBoolean();

  private Server(ServerSettings settings, Platform platform) {
    this.settings = settings;
    this.platform = platform;
    this.http = new HttpApi(settings, HttpApi.Parts.of(platform));
    this.firstKey = platform.createFirstKey();
    platform.createFirstAdminKey();
    this.trails =
        platform.trailQueue(Trackers.of(settings.tracking(), InstantSource.system())).start();
    http.begin();
    this.sender = new HttpSender(settings.webhookAddresses());
    this.deliveries = platform.webhooks().queue(sender).start();
  }

  /**
   * Opens the data directory and listens.
   *
   * @throws StartException with a sentence for the operator
   */
  static Server start(ServerSettings settings, WorkerCommand workers) {
    Platform platform = open(settings, workers);
    try {
      refuseOpenDoor(settings.listen(), platform);
      return new Server(settings, platform);
    } catch (RuntimeException e) {
      platform.close();
      throw isTaken(e) ? portInUse(settings.listen(), e) : e;
    }
  }

  /** Where SDKs find the API. */
  URI baseUrl() {
    InetAddress address = settings.listen().address();
    String host = address.isAnyLocalAddress() ? "127.0.0.1" : settings.listen().host();
    return URI.create(
        "http://%s:%d/v1".formatted(host.contains(":") ? "[" + host + "]" : host, http.port()));
  }

  Path dataDirectory() {
    return settings.store().dataDirectory();
  }

  /** The key that this start created, if it is the first. */
  Optional<CreatedKey> firstKey() {
    return firstKey;
  }

  HttpApi http() {
    return http;
  }

  void awaitEnd() throws InterruptedException {
    end.await();
  }

  /** Answers what was asked, for up to half a minute, and stops; trainers go on. */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      http.close();
      deliveries.close();
      sender.close();
      trails.close();
      platform.close();
      end.countDown();
    }
  }

  private static Platform open(ServerSettings settings, WorkerCommand workers) {
    try {
      return Platform.open(
          new PlatformSettings(
              settings.store().dataDirectory(),
              settings.store().organizationName(),
              new Aliases(settings.work().aliases()),
              workers,
              settings.work().maxRunningJobs(),
              settings.work().maxLoadedModels(),
              settings.work().cores(),
              settings.work().device(),
              settings.work().jobMemoryBytes(),
              settings.work().checkpointEverySeconds(),
              settings.work().controlTokens(),
              settings.work().samplingWeights(),
              settings.tracking().services()),
          InstantSource.system());
    } catch (PlatformException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Other machines are let in only where a key was made before, on this one. */
  private static void refuseOpenDoor(ListenSettings listen, Platform platform) {
    if (!listen.address().isLoopbackAddress() && platform.keys().isEmpty()) {
      throw new StartException(
          "There is no API key yet, so the server will not listen on %s. Start it once with --host 127.0.0.1, which creates a key; then start it again."
              .formatted(listen.host()));
    }
  }

  private static boolean isTaken(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(BindException.class::isInstance);
  }

  private static StartException portInUse(ListenSettings listen, Throwable cause) {
    return new StartException(
        "Port %d of %s cannot be taken: something else listens there, or it is not an address of this machine. Stop that, or choose another --port."
            .formatted(listen.port(), listen.host()),
        cause);
  }
}
