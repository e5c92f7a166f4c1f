package dev.attune.platform.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.SettableClock;
import dev.attune.platform.TestWorkers;
import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.models.ServableModel;
import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.SamplerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class SamplersTest {
  private final SettableClock clock = new SettableClock();
  @TempDir private Path folder;
  private Samplers samplers;

  @BeforeEach
  void open() {
    samplers =
        new Samplers(
            TestWorkers.command(),
            folder.resolve("logs"),
            new Samplers.Share(1, 2, ControlTokens.PLAIN, SamplerSpec.Weights.INT8),
            clock);
  }

  @AfterEach
  void close() {
    samplers.close();
  }

  @Test
  void oneSamplerServesTheBaseAndAllItsAdapters() throws IOException {
    ServableModel base = model("a", Optional.empty());
    ServableModel adapter = new ServableModel("ft:a", "a", base.directory(), Optional.of(folder));

    assertThat(ask(base)).isEqualTo(ask(adapter));
  }

  @Test
  void aDirectoryWithTwoNamesHasASamplerForEach() throws IOException {
    ServableModel one = model("a", Optional.empty());
    ServableModel other = new ServableModel("b", "b", one.directory(), Optional.empty());

    assertThat(ask(one)).isNotEqualTo(ask(other));
  }

  @Test
  void manyAtOnceLoadAModelOnce() throws Exception {
    ServableModel model = model("a", Optional.empty());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SamplerEndpoint>> asked =
          IntStream.range(0, 20).mapToObj(_ -> threads.submit(() -> ask(model))).toList();
      SamplerEndpoint first = asked.getFirst().get();
      for (Future<SamplerEndpoint> other : asked) {
        assertThat(other.get()).isEqualTo(first);
      }
    }
  }

  @Test
  void anIdleModelMakesRoomForAnother() throws IOException {
    SamplerEndpoint first = ask(model("a", Optional.empty()));
    clock.advance(Duration.ofSeconds(1));
    SamplerEndpoint second = ask(model("b", Optional.empty()));
    clock.advance(Duration.ofSeconds(1));
    ask(model("c", Optional.empty()));

    assertThat(ask(model("b", Optional.empty()))).isEqualTo(second);
    assertThat(ask(model("a", Optional.empty()))).isNotEqualTo(first);
  }

  @Test
  void aModelInUseIsNotUnloaded() throws IOException {
    ServableModel model = model("a", Optional.empty());
    try (SamplerLease lease = samplers.acquire(model)) {
      clock.advance(Duration.ofHours(1));
      samplers.sweep();
      assertThat(ask(model)).isEqualTo(lease.endpoint());
    }
    SamplerEndpoint before = ask(model);
    clock.advance(Duration.ofHours(1));
    samplers.sweep();
    assertThat(ask(model)).isNotEqualTo(before);
  }

  @Test
  void aSamplerThatDiedIsReplaced() throws IOException {
    ServableModel model = model("a", Optional.empty());
    SamplerEndpoint before = ask(model);
    ProcessHandle sampler =
        ProcessHandle.current()
            .descendants()
            .filter(it -> it.pid() % 65_536 == before.port())
            .findFirst()
            .orElseThrow();
    sampler.destroyForcibly();
    sampler.onExit().join();

    assertThat(ask(model)).isNotEqualTo(before);
  }

  @Test
  void aModelThatCannotBeLoadedIsSaidSoAndTriedAgain() throws IOException {
    ServableModel model = model("a", Optional.empty());
    Path crash = Files.createFile(model.directory().resolve("crash"));
    assertThatThrownBy(() -> samplers.acquire(model))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SAMPLER_UNAVAILABLE));

    Files.delete(crash);
    assertThat(ask(model).port()).isPositive();
  }

  @Test
  void anAdapterIsLoadedOnceForEachSampler() throws IOException {
    ServableModel model = model("a", Optional.empty());
    AtomicInteger loads = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      try (SamplerLease lease = samplers.acquire(model)) {
        lease.loadOnce("ft:a", _ -> loads.incrementAndGet());
      }
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void whoeverWaitsForAModelHearsHowFarItIs() throws Exception {
    ServableModel model = model("a", Optional.empty());
    Files.createFile(model.directory().resolve("slow"));
    List<String> heard = new CopyOnWriteArrayList<>();
    assertThatThrownBy(() ->
            samplers.load(
                model,
                (done, total) -> {
                  heard.add(done + "/" + total);
                  throw new IllegalStateException("gone");
                }))
        .hasMessage("gone");
    assertThat(heard).containsExactly("1/2");

    // The load went on, and waits for this file.
    Files.createFile(model.directory().resolve("go"));
    SamplerEndpoint loaded = ask(model);
    samplers.load(model, (done, total) -> heard.add(done + "/" + total));
    assertThat(heard).hasSize(1);
    assertThat(ask(model)).isEqualTo(loaded);
  }

  private SamplerEndpoint ask(ServableModel model) {
    try (SamplerLease lease = samplers.acquire(model)) {
      return lease.endpoint();
    }
  }

  private ServableModel model(String name, Optional<Path> adapter) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    return new ServableModel(name, name, directory, adapter);
  }
}
