package dev.attune.platform.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.SettableClock;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.retry.Backoff;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlProjectStore;
import dev.attune.platform.store.SqlWebhookStore;
import dev.attune.wire.ids.Ids;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deliveries through three days that pass in milliseconds, with a sender that does as it is told.
 */
@SuppressWarnings("NullAway.Init")
@Timeout(60)
final class DeliveryQueueTest {
  private static final Project OURS = new Project("proj_1", new Organization("org-1", "ours"));
  private static final Outcome TAKEN = new Outcome.Taken();
  private static final Outcome REFUSED = new Outcome.Refused("It answered 500.");

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private final Ids ids = new Ids();
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  private final Map<String, Sender> senders = new ConcurrentHashMap<>();
  private Database database;
  private SqlWebhookStore store;
  private Webhooks webhooks;
  private DeliveryQueue queue;

  @BeforeEach
  void open() {
    database = Database.open(folder, true);
    new SqlProjectStore(database).insert(OURS, clock.instant());
    store = new SqlWebhookStore(database);
    webhooks = new Webhooks(store, clock);
    start();
  }

  @AfterEach
  void close() {
    queue.close();
    database.close();
  }

  private void start() {
    Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofHours(4), new Random(1));
    queue = new DeliveryQueue(store, this::send, backoff, clock).start();
  }

  private Outcome send(Attempt attempt) throws InterruptedException {
    attempts.add(attempt);
    return senders.getOrDefault(attempt.url().getHost(), _ -> TAKEN).send(attempt);
  }

  @Test
  void anEventIsSentAndNeverAgain() {
    Delivery delivery = tell(endpoint("good"));

    await(() -> isAt(delivery, DeliveryState.Delivered.class));
    clock.advance(Duration.ofDays(3));
    wakeAndSettle();

    assertThat(attempts).hasSize(1);
    assertThat(attempts.getFirst().deliveryId()).isEqualTo(delivery.id());
    assertThat(attempts.getFirst().event()).isEqualTo(delivery.event());
    assertThat(find(delivery).attempts()).isEqualTo(1);
    assertThat(find(delivery).lastError()).isNull();
  }

  @Test
  void anEndpointThatFailsForThreeDaysIsAskedLessAndLessAndThenGivenUp() {
    senders.put("bad", _ -> REFUSED);
    Instant begin = clock.instant();
    Delivery delivery = tell(endpoint("bad"));
    awaitAttempts(1);

    while (find(delivery).state() instanceof DeliveryState.Pending(Instant next)) {
      int before = attempts.size();
      clock.advance(Duration.between(clock.instant(), next).minusMillis(1));
      wakeAndSettle();
      assertThat(attempts).as("a millisecond early").hasSize(before);
      clock.advance(Duration.ofMillis(1));
      queue.wake();
      awaitAttempts(before + 1);
    }

    List<Duration> waits = waits();
    assertThat(waits.getFirst()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
    assertThat(waits.get(1)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThat(waits.get(20)).isBetween(Duration.ofHours(2), Duration.ofHours(4));
    assertThat(attempts).extracting(Attempt::deliveryId).containsOnly(delivery.id());
    assertThat(attempts.getLast().at()).isEqualTo(begin.plus(Duration.ofDays(3)));
    assertThat(attempts).hasSizeBetween(25, 50);
    assertThat(find(delivery).state()).isInstanceOf(DeliveryState.Failed.class);
    assertThat(find(delivery).lastError()).isEqualTo("It answered 500.");
  }

  @Test
  void anEndpointThatAsksForRestIsGivenItUpToFourHours() {
    for (long asked : new long[] {0, 60, 1_000_000}) {
      String host = "rest" + asked;
      senders.put(host, _ -> new Outcome.Refused("It answered 429.", Duration.ofSeconds(asked)));
      Delivery delivery = tell(endpoint(host));
      await(() -> find(delivery).attempts() == 1);

      DeliveryState.Pending state = (DeliveryState.Pending) find(delivery).state();
      Duration wait = Duration.between(clock.instant(), state.nextAttempt());
      if (asked == 0) {
        assertThat(wait).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
      } else {
        assertThat(wait).isEqualTo(Duration.ofSeconds(Math.min(asked, 4 * 60 * 60)));
      }
    }
  }

  @Test
  void anEndpointThatComesBackInTheLastMomentIsTold() {
    senders.put("late", _ -> REFUSED);
    Delivery delivery = tell(endpoint("late"));
    awaitAttempts(1);

    clock.advance(Duration.ofDays(3));
    senders.remove("late");
    queue.wake();

    await(() -> isAt(delivery, DeliveryState.Delivered.class));
  }

  /** The control of the tests above: without another attempt the event is lost. */
  @Test
  void anEventThatIsTriedOnceIsLost() {
    senders.put("late", _ -> REFUSED);
    Delivery delivery = webhooks.test(OURS, endpoint("late").id());
    queue.wake();

    await(() -> isAt(delivery, DeliveryState.Failed.class));
    senders.remove("late");
    clock.advance(Duration.ofHours(1));
    wakeAndSettle();

    assertThat(attempts).hasSize(1);
  }

  @Test
  void anEndpointThatHangsHoldsUpOnlyItself() {
    CountDownLatch hanging = new CountDownLatch(1);
    senders.put(
        "slow",
        _ -> {
          hanging.await();
          return TAKEN;
        });
    Endpoint slow = endpoint("slow");
    Delivery first = tell(slow);
    Delivery second = tell(slow);
    awaitAttempts(1);

    for (int i = 0; i < 19; i++) {
      Delivery other = tell(endpoint("good" + i));
      await(() -> isAt(other, DeliveryState.Delivered.class));
    }

    assertThat(find(first).attempts()).isZero();
    assertThat(attempts).filteredOn(it -> it.url().getHost().equals("slow")).hasSize(1);
    hanging.countDown();
    await(() -> isAt(second, DeliveryState.Delivered.class));
  }

  @Test
  void whatAnEarlierServerLeftIsSentUnderTheSameId() {
    senders.put("bad", _ -> REFUSED);
    Delivery delivery = tell(endpoint("bad"));
    awaitAttempts(1);
    await(() -> find(delivery).attempts() == 1);
    queue.close();

    senders.remove("bad");
    clock.advance(Duration.ofHours(1));
    start();

    await(() -> isAt(delivery, DeliveryState.Delivered.class));
    assertThat(attempts).extracting(Attempt::deliveryId).containsOnly(delivery.id());
    assertThat(attempts).hasSize(2);
  }

  @Test
  void anAttemptThatTheEndBreaksOffIsNoFailure() {
    senders.put(
        "slow",
        _ -> {
          new CountDownLatch(1).await();
          return TAKEN;
        });
    Delivery delivery = tell(endpoint("slow"));
    awaitAttempts(1);

    queue.close();

    assertThat(find(delivery)).isEqualTo(delivery);
  }

  @Test
  void aSenderThatBreaksIsAFailedAttempt() {
    senders.put(
        "broken",
        _ -> {
          throw new IllegalStateException("a fault of ours");
        });
    Delivery delivery = tell(endpoint("broken"));

    await(() -> find(delivery).attempts() == 1);

    assertThat(find(delivery).state()).isInstanceOf(DeliveryState.Pending.class);
    assertThat(find(delivery).lastError()).doesNotContain("fault of ours");
  }

  @Test
  void theWaitsDoubleUpToTheLongestAndNoTwoAreAlike() {
    Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofHours(4), new Random(2));

    for (int failures = 1; failures < 2_000_000_000; failures = failures * 2 + 1) {
      Duration whole =
          failures < 13 ? Duration.ofSeconds(5L << (failures - 1)) : Duration.ofHours(4);
      whole = whole.compareTo(Duration.ofHours(4)) < 0 ? whole : Duration.ofHours(4);
      assertThat(backoff.after(failures)).isBetween(whole.dividedBy(2), whole);
    }
    assertThat(backoff.after(13)).isNotEqualTo(backoff.after(13));
  }

  private Endpoint endpoint(String host) {
    return webhooks
        .create(OURS, URI.create("https://%s/".formatted(host)), EnumSet.allOf(EventType.class))
        .endpoint();
  }

  /** As the end of a job does it. */
  private Delivery tell(Endpoint endpoint) {
    Event event = Event.test(EventType.SUCCEEDED, clock.instant(), ids);
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

  private List<Duration> waits() {
    List<Duration> waits = new ArrayList<>();
    for (int i = 1; i < attempts.size(); i++) {
      waits.add(Duration.between(attempts.get(i - 1).at(), attempts.get(i).at()));
    }
    return waits;
  }

  /** Waits until so many attempts were made and stored. */
  private void awaitAttempts(int count) {
    await(() -> attempts.size() >= count);
    String id = attempts.getLast().deliveryId();
    String host = attempts.getLast().url().getHost();
    if (!host.equals("slow")) {
      await(() -> webhooks.list(OURS).stream().anyMatch(it -> stored(it, id, count)));
    }
  }

  private boolean stored(Endpoint endpoint, String id, int count) {
    return store.listDeliveries(endpoint.id(), PageRequest.newestFirst(null, 9)).items().stream()
        .anyMatch(it -> it.id().equals(id) && it.attempts() >= count);
  }

  /** Lets the queue look twice: whatever it would do, it has begun. */
  private void wakeAndSettle() {
    for (int i = 0; i < 2; i++) {
      queue.wake();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
