package dev.attune.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlProjectStore;
import dev.attune.platform.store.SqlWebhookStore;
import dev.attune.platform.webhooks.Delivery;
import dev.attune.platform.webhooks.DeliveryQueue;
import dev.attune.platform.webhooks.DeliveryState;
import dev.attune.platform.webhooks.Endpoint;
import dev.attune.platform.webhooks.Event;
import dev.attune.platform.webhooks.EventType;
import dev.attune.platform.webhooks.Webhooks;
import dev.attune.server.delivery.FaultyReceiver.Fault;
import dev.attune.server.raw.RawRequest;
import dev.attune.server.settings.WebhookAddresses;
import dev.attune.wire.ids.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a receiver does, each event reaches it once it is well again. */
@SuppressWarnings("NullAway.Init")
@Timeout(60)
final class WebhookFaultsTest {
  private static final Project OURS = new Project("proj_1", new Organization("org-1", "ours"));
  private static final List<Fault> FAULTS =
      List.of(
          Fault.status(500),
          Fault.status(302, "Location: http://127.0.0.1:1/\r\n"),
          Fault.HANGS,
          Fault.DRIPS,
          Fault.ENDS,
          Fault.RESETS,
          Fault.FLOODS,
          Fault.answers("HTTP/1.1 200"));

  @TempDir private Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Ids ids = new Ids();
  private final FaultyReceiver receiver = new FaultyReceiver();
  private Database database;
  private SqlWebhookStore store;
  private Webhooks webhooks;
  private HttpSender sender;
  private DeliveryQueue queue;

  @BeforeEach
  void open() {
    database = Database.open(folder, true);
    new SqlProjectStore(database).insert(OURS, now.get());
    store = new SqlWebhookStore(database);
    webhooks = new Webhooks(store, now::get);
    start();
  }

  @AfterEach
  void close() {
    receiver.close();
    queue.close();
    sender.close();
    database.close();
  }

  private void start() {
    sender = new HttpSender(AddressBook.of(WebhookAddresses.ANY), null, Duration.ofMillis(600));
    queue = webhooks.queue(sender).start();
  }

  @Test
  void aReceiverThatFailsInEveryWayLosesNothing() {
    Endpoint endpoint = endpoint();
    List<Delivery> told = new ArrayList<>();
    for (Fault fault : FAULTS) {
      receiver.does(fault);
      Delivery delivery = tell(endpoint);
      told.add(delivery);
      await(() -> find(delivery).attempts() == 1);
      assertThat(find(delivery).state()).isInstanceOf(DeliveryState.Pending.class);
      assertThat(find(delivery).lastError()).isNotBlank();
    }

    receiver.does(Fault.GOOD);
    passADay();

    await(() -> told.stream().allMatch(it -> isAt(it, DeliveryState.Delivered.class)));
    for (Delivery delivery : told) {
      List<RawRequest> requests = requests(delivery);
      assertThat(requests).hasSize(2);
      assertThat(requests.getFirst().body()).isEqualTo(requests.getLast().body());
      assertThat(requests.getFirst().header("webhook-timestamp"))
          .isLessThan(requests.getLast().header("webhook-timestamp"));
      assertThat(requests.getFirst().header("webhook-signature"))
          .isNotEqualTo(requests.getLast().header("webhook-signature"));
    }
  }

  /** The control of the test above: what is tried once is lost to each of these faults. */
  @Test
  void eachOfTheseFaultsLosesWhatIsTriedOnce() {
    Endpoint endpoint = endpoint();
    for (Fault fault : FAULTS) {
      receiver.does(fault);
      Delivery delivery = webhooks.test(OURS, endpoint.id());
      queue.wake();
      await(() -> isAt(delivery, DeliveryState.Failed.class));
    }
    receiver.does(Fault.GOOD);
    passADay();

    assertThat(receiver.received()).hasSize(FAULTS.size());
  }

  @Test
  void aReceiverThatStaysBrokenIsGivenUpAfterThreeDaysAndNotBefore() {
    receiver.does(Fault.status(503));
    Instant begin = now.get();
    Delivery delivery = tell(endpoint());
    await(() -> find(delivery).attempts() == 1);

    while (find(delivery).state() instanceof DeliveryState.Pending(Instant next)) {
      int before = find(delivery).attempts();
      now.set(next);
      queue.wake();
      await(() -> find(delivery).attempts() > before);
    }

    assertThat(find(delivery).state())
        .isEqualTo(new DeliveryState.Failed(begin.plus(Duration.ofDays(3))));
    assertThat(find(delivery).lastError()).isEqualTo("It answered 503.");
    assertThat(receiver.received()).hasSize(find(delivery).attempts());
  }

  @Test
  void aReceiverThatHangsDoesNotDelayAnother() {
    receiver.does(Fault.HANGS);
    Endpoint hanging = endpoint();
    List<Delivery> stuck = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      stuck.add(tell(hanging));
    }
    try (FaultyReceiver good = new FaultyReceiver()) {
      Endpoint other =
          webhooks.create(OURS, good.url("/"), EnumSet.allOf(EventType.class)).endpoint();
      Delivery delivery = tell(other);

      await(() -> isAt(delivery, DeliveryState.Delivered.class));
      assertThat(find(stuck.getLast()).attempts()).isZero();
    }
  }

  @Test
  void aServerThatStopsInTheMiddleOfAnAttemptMakesItAgain() {
    receiver.does(Fault.HANGS);
    Delivery delivery = tell(endpoint());
    await(() -> !receiver.received().isEmpty());
    queue.close();
    sender.close();

    receiver.does(Fault.GOOD);
    passADay();
    start();

    await(() -> isAt(delivery, DeliveryState.Delivered.class));
    assertThat(requests(delivery)).hasSize(2);
  }

  private Endpoint endpoint() {
    return webhooks.create(OURS, receiver.url("/"), EnumSet.allOf(EventType.class)).endpoint();
  }

  private void passADay() {
    now.updateAndGet(time -> time.plus(Duration.ofDays(1)));
    queue.wake();
  }

  private Delivery tell(Endpoint endpoint) {
    Event event =
        new Event(ids.webhookEvent(), EventType.SUCCEEDED, now.get(), "ftjob-" + ids.model());
    Delivery delivery = Delivery.of(event, endpoint.id(), ids);
    store.insert(delivery);
    queue.wake();
    return delivery;
  }

  private Delivery find(Delivery delivery) {
    return store
        .listDeliveries(delivery.endpointId(), PageRequest.newestFirst(null, 100))
        .items()
        .stream()
        .filter(it -> it.id().equals(delivery.id()))
        .findFirst()
        .orElseThrow();
  }

  private boolean isAt(Delivery delivery, Class<? extends DeliveryState> state) {
    return state.isInstance(find(delivery).state());
  }

  private List<RawRequest> requests(Delivery delivery) {
    return receiver.received().stream()
        .filter(it -> it.header("webhook-id").equals(delivery.id()))
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
