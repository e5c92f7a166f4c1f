package dev.attune.platform.sampling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.models.ServableModel;
import dev.attune.platform.process.SamplerProcess;
import dev.attune.platform.process.WorkerCommand;
import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.SamplerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The samplers that run: one for each whole model that is asked, loaded by the first request, and
 * unloaded when it was idle for long or makes room for another.
 */
public final class Samplers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Samplers.class);
  private static final Duration IDLE = Duration.ofMinutes(15);
  private static final int MAX_SEQUENCES = 32;
  private static final int TOKEN_BYTES = 32;

  private final WorkerCommand command;
  private final Path logs;
  private final Share share;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<Loadable, Load> loaded = new HashMap<>();

  /**
   * What samplers may take of the machine.
   *
   * @param threads cores that each may keep busy
   * @param maxLoaded models in memory at once; idle ones make room
   * @param controlTokens what becomes of those that the text of messages spells
   * @param weights how models lie in memory
   */
  public record Share(
      int threads, int maxLoaded, ControlTokens controlTokens, SamplerSpec.Weights weights) {}

  /** Nothing is loaded yet. */
  public Samplers(WorkerCommand command, Path logs, Share share, InstantSource clock) {
    this.command = command;
    this.logs = logs;
    this.share = share;
    this.clock = clock;
  }

  /**
   * A sampler of the model's whole model; loads it when needed.
   *
   * @throws PlatformException {@code SAMPLER_UNAVAILABLE} when it cannot be loaded
   */
  public SamplerLease acquire(ServableModel model) {
    LoadedSampler sampler = entered(model);
    return new SamplerLease(sampler, () -> sampler.leave(clock.instant()));
  }

  /**
   * Waits until the model's whole model is loaded, which goes on when nobody waits any more.
   *
   * @param listener hears how far that is, now and then; not at all when it is loaded
   * @throws PlatformException {@code SAMPLER_UNAVAILABLE} when it cannot be loaded
   */
  public void load(ServableModel model, LoadListener listener) {
    loading(model).await(listener);
  }

  /** How many models are loaded, or being loaded. */
  public int count() {
    lock.lock();
    try {
      return loaded.size();
    } finally {
      lock.unlock();
    }
  }

  /** Unloads what nobody asked for a while. */
  public void sweep() {
    for (LoadedSampler idle : remove(sampler -> sampler.isIdleSince(clock.instant().minus(IDLE)))) {
      idle.close();
    }
  }

  @Override
  public void close() {
    remove(_ -> true).forEach(LoadedSampler::close);
  }

  private LoadedSampler entered(ServableModel model) {
    while (true) {
      LoadedSampler sampler = loading(model).await();
      if (enter(sampler)) {
        return sampler;
      }
    }
  }

  /** False of a sampler that was unloaded since it was found. */
  private boolean enter(LoadedSampler sampler) {
    lock.lock();
    try {
      boolean isLoaded = ready().contains(sampler);
      if (isLoaded) {
        sampler.enter();
      }
      return isLoaded;
    } finally {
      lock.unlock();
    }
  }

  /** A directory may be known by several names, and each sampler answers to one. */
  private record Loadable(String name, Path directory) {}

  /** As it is, or begun now in a thread of its own. */
  private Load loading(ServableModel model) {
    Load mine = new Load();
    Loadable loadable = new Loadable(model.whole(), model.directory());
    lock.lock();
    try {
      Load known = loaded.get(loadable);
      if (known != null && !known.isDead()) {
        return known;
      }
      loaded.put(loadable, mine);
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("sampler-load").start(() -> load(model, loadable, mine));
    return mine;
  }

  private void load(ServableModel model, Loadable loadable, Load mine) {
    try {
      makeRoom();
      mine.complete(start(model, mine));
    } catch (IOException | RuntimeException e) {
      lock.lock();
      try {
        loaded.remove(loadable, mine);
      } finally {
        lock.unlock();
      }
      LOG.warn("The model {} could not be loaded", model.whole(), e);
      mine.fail(unavailable(model, e));
    }
  }

  private LoadedSampler start(ServableModel model, Load load) throws IOException {
    byte[] secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    SamplerSpec spec =
        new SamplerSpec(
            model.whole(),
            model.directory().toString(),
            token,
            share.controlTokens(),
            share.threads(),
            MAX_SEQUENCES,
            share.weights());
    Files.createDirectories(logs);
    SamplerProcess process =
        SamplerProcess.start(command, spec, logs.resolve("sampler.log"), load::report);
    return new LoadedSampler(process, new SamplerEndpoint(process.port(), token), clock.instant());
  }

  /** Unloads the idle one that was not asked for the longest time, when there are too many. */
  private void makeRoom() {
    Optional<LoadedSampler> oldest;
    lock.lock();
    try {
      oldest =
          loaded.size() <= share.maxLoaded()
              ? Optional.empty()
              : ready().stream()
                  .filter(LoadedSampler::isIdle)
                  .min(Comparator.comparing(LoadedSampler::lastUsed));
    } finally {
      lock.unlock();
    }
    oldest.ifPresent(it -> remove(sampler -> sampler == it).forEach(LoadedSampler::close));
  }

  private List<LoadedSampler> remove(java.util.function.Predicate<LoadedSampler> which) {
    lock.lock();
    try {
      List<LoadedSampler> removed = ready().stream().filter(which).toList();
      loaded.values().removeIf(it -> it.ready().filter(removed::contains).isPresent());
      return removed;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private List<LoadedSampler> ready() {
    return loaded.values().stream().flatMap(it -> it.ready().stream()).toList();
  }

  private static PlatformException unavailable(ServableModel model, Exception cause) {
    return new PlatformException(
        ErrorCode.SAMPLER_UNAVAILABLE,
        "The model %s could not be loaded. Try again; the server's log says more."
            .formatted(model.name()),
        cause);
  }
}
