package dev.attune.platform.store;

import static dev.attune.platform.store.TestDatabase.NOW;
import static dev.attune.platform.store.TestDatabase.OURS;
import static dev.attune.platform.store.TestDatabase.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.SettableClock;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobOrder;
import dev.attune.platform.jobs.JobRun;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.Method;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.webhooks.CreatedEndpoint;
import dev.attune.platform.webhooks.Delivery;
import dev.attune.platform.webhooks.DeliveryState;
import dev.attune.platform.webhooks.DueDelivery;
import dev.attune.platform.webhooks.Endpoint;
import dev.attune.platform.webhooks.EventType;
import dev.attune.platform.webhooks.Webhooks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints, and deliveries that are written with the end of a job or not at all. */
@SuppressWarnings("NullAway.Init")
final class WebhookStoreTest {
  private static final URI URL = URI.create("https://receiver.example/hook?a=b");
  private static final Set<EventType> ALL = EnumSet.allOf(EventType.class);
  private static final TuningOptions NO_OPTIONS =
      new TuningOptions(
          null, null, null, null, null, null, null, null, null, null, null, null, null);
  private static final JobState.Cancelled CANCELLED = new JobState.Cancelled(NOW);

  @TempDir private Path folder;
  private Database database;
  private SqlJobStore jobs;
  private SqlWebhookStore store;
  private Webhooks webhooks;
  private final SettableClock clock = new SettableClock();

  @BeforeEach
  void open() {
    database = TestDatabase.in(folder);
    jobs = new SqlJobStore(database);
    store = new SqlWebhookStore(database);
    webhooks = new Webhooks(store, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anEndpointComesBackAsItWasMadeToItsOwnProjectOnly() {
    CreatedEndpoint created = webhooks.create(OURS, URL, Set.of(EventType.FAILED));

    assertThat(webhooks.list(OURS)).containsExactly(created.endpoint());
    assertThat(webhooks.list(THEIRS)).isEmpty();
    assertThat(created.endpoint().url()).isEqualTo(URL);
    assertThat(created.endpoint().events()).containsExactly(EventType.FAILED);
    assertThat(created.toString()).doesNotContain(created.secret().text());
  }

  @Test
  void nobodyTouchesAnEndpointOfAnotherProject() {
    Endpoint endpoint = webhooks.create(OURS, URL, ALL).endpoint();

    for (Runnable act :
        List.<Runnable>of(
            () -> webhooks.delete(THEIRS, endpoint.id()),
            () -> webhooks.test(THEIRS, endpoint.id()),
            () -> webhooks.listDeliveries(THEIRS, endpoint.id(), first(9)))) {
      assertThatThrownBy(act::run).isInstanceOf(PlatformException.class).hasMessage(endpoint.id());
    }
    assertThat(webhooks.list(OURS)).hasSize(1);
    assertThat(deliveries(endpoint)).isEmpty();
  }

  @Test
  void aProjectHasTwentyEndpointsAndNoMoreHoweverManyAskAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> made =
          threads.invokeAll(java.util.Collections.nCopies(30, this::isCreated));
      int count = 0;
      for (Future<Boolean> each : made) {
        count += each.get() ? 1 : 0;
      }
      assertThat(count).isEqualTo(20);
    }
    assertThat(webhooks.list(OURS)).hasSize(20);
    assertThat(webhooks.create(THEIRS, URL, ALL)).isNotNull();
  }

  private boolean isCreated() {
    try {
      webhooks.create(OURS, URL, ALL);
      return true;
    } catch (PlatformException e) {
      assertThat(e).hasMessageContaining("20");
      return false;
    }
  }

  @Test
  void everyEndOfAJobIsWrittenForThoseWhoWantToKnow() {
    Endpoint all = webhooks.create(OURS, URL, ALL).endpoint();
    Endpoint failures = webhooks.create(OURS, URL, Set.of(EventType.FAILED)).endpoint();
    Endpoint theirs = webhooks.create(THEIRS, URL, ALL).endpoint();
    JobState.Failed failed = new JobState.Failed(NOW, new JobError("code", "Why", null));

    change(insert("ftjob-cancelled"), CANCELLED);
    change(insert("ftjob-invalid"), failed);
    Job running = change(insert("ftjob-lost"), new JobState.Queued());
    change(change(running, new JobState.Running(null)), failed);
    running = change(insert("ftjob-done"), new JobState.Queued());
    change(change(running, new JobState.Running(null)), new JobState.Succeeded(NOW, 9, "file-1"));

    assertThat(told(all))
        .containsExactly(
            "SUCCEEDED ftjob-done",
            "FAILED ftjob-lost",
            "FAILED ftjob-invalid",
            "CANCELLED ftjob-cancelled");
    assertThat(told(failures)).containsExactly("FAILED ftjob-lost", "FAILED ftjob-invalid");
    assertThat(told(theirs)).isEmpty();
    Delivery one = deliveries(all).getLast();
    assertThat(one.event().createdAt()).isEqualTo(NOW);
    assertThat(one.state()).isEqualTo(new DeliveryState.Pending(NOW));
    assertThat(one.retryUntil()).isEqualTo(NOW.plus(Duration.ofDays(3)));
    assertThat(deliveries(failures).getLast().event()).isEqualTo(deliveries(all).get(2).event());
  }

  @Test
  void aJobThatGoesOnIsNoEvent() {
    Endpoint endpoint = webhooks.create(OURS, URL, ALL).endpoint();
    Job job = change(insert("ftjob-1"), new JobState.Queued());
    job = change(job, new JobState.Running(null));
    change(job, new JobState.Paused());

    assertThat(deliveries(endpoint)).isEmpty();
  }

  @Test
  void anEndWhoseDeliveryCannotBeWrittenIsNoEnd() {
    Endpoint endpoint = webhooks.create(OURS, URL, ALL).endpoint();
    Job job = insert("ftjob-1");
    refuseDeliveries();

    assertThatThrownBy(() -> change(job, CANCELLED)).hasMessageContaining("disk full");

    assertThat(jobs.find(job.id())).contains(job);
    database.write(h -> h.execute("DROP TRIGGER full_disk"));
    change(job, CANCELLED);
    assertThat(told(endpoint)).containsExactly("CANCELLED ftjob-1");
  }

  /** The control of the test above: two transactions lose the event in the same place. */
  @Test
  void aDeliveryOfItsOwnTransactionWouldBeLost() {
    Job job = insert("ftjob-1");
    change(job, CANCELLED);
    Endpoint endpoint = webhooks.create(OURS, URL, ALL).endpoint();
    refuseDeliveries();

    assertThatThrownBy(() -> webhooks.test(OURS, endpoint.id())).hasMessageContaining("disk full");

    assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo(CANCELLED);
    assertThat(deliveries(endpoint)).isEmpty();
  }

  private void refuseDeliveries() {
    database.write(h ->
        h.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON webhook_deliveries BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
  }

  @Test
  void ofTwoEndsAtOnceOneIsTold() throws Exception {
    Endpoint endpoint = webhooks.create(OURS, URL, ALL).endpoint();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 20; round++) {
        Job job = insert("ftjob-" + round);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Optional<Job>> cancel = threads.submit(after(start, job, CANCELLED));
        Future<Optional<Job>> fail =
            threads.submit(
                after(start, job, new JobState.Failed(NOW, new JobError("c", "m", null))));

        assertThat(List.of(cancel.get().isPresent(), fail.get().isPresent()))
            .containsExactlyInAnyOrder(true, false);
      }
    }
    assertThat(deliveries(endpoint)).hasSize(20);
  }

  private Callable<Optional<Job>> after(CyclicBarrier start, Job job, JobState state) {
    return () -> {
      start.await();
      return jobs.apply(JobChange.of(job.to(state)));
    };
  }

  @Test
  void manyDeliveriesOfOneEndpointDoNotHideThoseOfAnother() {
    Endpoint flooded = webhooks.create(OURS, URL, Set.of(EventType.CANCELLED)).endpoint();
    for (int i = 0; i < 40; i++) {
      change(insert("ftjob-" + i), CANCELLED);
    }
    Endpoint other = webhooks.create(OURS, URL, ALL).endpoint();
    change(insert("ftjob-last"), CANCELLED);

    assertThat(store.listDue(NOW))
        .extracting(due -> due.delivery().endpointId())
        .containsExactly(flooded.id(), other.id());
    assertThat(store.listDue(NOW).getFirst().delivery().event().jobId()).isEqualTo("ftjob-0");
    assertThat(store.listDue(NOW.minusMillis(1))).isEmpty();
  }

  @Test
  void anAttemptIsCountedOnceAndAnEndIsNeverLeft() {
    Endpoint endpoint = webhooks.create(OURS, URL, ALL).endpoint();
    change(insert("ftjob-1"), CANCELLED);
    Delivery due = store.listDue(NOW).getFirst().delivery();
    Delivery delivered = with(due, 1, new DeliveryState.Delivered(NOW), null);

    store.update(delivered);
    store.update(with(due, 1, new DeliveryState.Failed(NOW), "late"));
    store.update(with(due, 2, new DeliveryState.Pending(NOW), "late"));

    assertThat(deliveries(endpoint)).containsExactly(delivered);
    assertThat(store.listDue(NOW)).isEmpty();
  }

  @Test
  void aDeletedEndpointIsToldNothingMore() {
    Endpoint endpoint = webhooks.create(OURS, URL, ALL).endpoint();
    change(insert("ftjob-1"), CANCELLED);
    DueDelivery due = store.listDue(NOW).getFirst();

    webhooks.delete(OURS, endpoint.id());

    assertThat(store.listDue(NOW)).isEmpty();
    store.update(with(due.delivery(), 1, new DeliveryState.Delivered(NOW), null));
    assertThatThrownBy(() -> webhooks.delete(OURS, endpoint.id()))
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void deliveriesThatEndedAMonthAgoAreSwept() {
    Endpoint endpoint = webhooks.create(OURS, URL, ALL).endpoint();
    change(insert("ftjob-1"), CANCELLED);
    change(insert("ftjob-2"), CANCELLED);
    Delivery due = store.listDue(NOW).getFirst().delivery();
    store.update(with(due, 1, new DeliveryState.Failed(NOW), "It answered 500."));

    clock.advance(Duration.ofDays(30));
    webhooks.sweep();
    assertThat(deliveries(endpoint)).hasSize(2);
    clock.advance(Duration.ofMillis(1));
    webhooks.sweep();

    assertThat(told(endpoint)).containsExactly("CANCELLED ftjob-2");
  }

  @Test
  void deliveriesArePagedNewestFirst() {
    Endpoint endpoint = webhooks.create(OURS, URL, ALL).endpoint();
    Delivery older = webhooks.test(OURS, endpoint.id());
    Delivery newer = webhooks.test(OURS, endpoint.id());

    assertThat(webhooks.listDeliveries(OURS, endpoint.id(), first(1)).items())
        .containsExactly(newer);
    assertThat(
            webhooks
                .listDeliveries(OURS, endpoint.id(), PageRequest.newestFirst(newer.id(), 9))
                .items())
        .containsExactly(older);
    assertThat(newer.event().jobId()).startsWith("ftjob-test-");
  }

  private static Delivery with(
      Delivery delivery,
      int attempts,
      DeliveryState state,
      @org.jspecify.annotations.Nullable String error) {
    return new Delivery(
        delivery.id(),
        delivery.endpointId(),
        delivery.event(),
        delivery.retryUntil(),
        attempts,
        state,
        error);
  }

  private List<String> told(Endpoint endpoint) {
    return deliveries(endpoint).stream()
        .map(Delivery::event)
        .map(event -> event.type() + " " + event.jobId())
        .toList();
  }

  private List<Delivery> deliveries(Endpoint endpoint) {
    return store.listDeliveries(endpoint.id(), first(1000)).items();
  }

  private static PageRequest first(int limit) {
    return PageRequest.newestFirst(null, limit);
  }

  private Job change(Job job, JobState state) {
    return jobs.apply(JobChange.of(job.to(state))).orElseThrow();
  }

  private Job insert(String id) {
    return insert(id, OURS);
  }

  private Job insert(String id, Project project) {
    Instant created = NOW;
    Job job =
        new Job(
            id,
            project.id(),
            created,
            new JobOrder(Method.SUPERVISED, "base", "file-train", null, null, 42, List.of(), null),
            42,
            "ft:base:org::" + id,
            new Hyperparameters(null, null, null, null),
            NO_OPTIONS,
            null,
            null,
            null,
            null,
            new JobState.ValidatingFiles(),
            JobRun.NEW,
            1);
    jobs.insert(job, List.of());
    return job;
  }
}
