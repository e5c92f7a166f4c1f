package dev.attune.platform.sampling;

import dev.attune.platform.process.SamplerProcess;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** A sampler that runs, with what is known of it. */
final class LoadedSampler {
  private final SamplerProcess process;
  private final SamplerEndpoint endpoint;
  private final Set<String> adapters = new HashSet<>();
  private int users;
  private Instant lastUsed;

  LoadedSampler(SamplerProcess process, SamplerEndpoint endpoint, Instant now) {
    this.process = process;
    this.endpoint = endpoint;
    this.lastUsed = now;
  }

  SamplerEndpoint endpoint() {
    return endpoint;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  synchronized void enter() {
    users++;
  }

  synchronized void leave(Instant now) {
    users--;
    lastUsed = now;
  }

  synchronized boolean isIdle() {
    return users == 0;
  }

  synchronized boolean isIdleSince(Instant time) {
    return users == 0 && lastUsed.isBefore(time);
  }

  synchronized Instant lastUsed() {
    return lastUsed;
  }

  /** Runs {@code load} unless it has done so for this adapter; one at a time. */
  void loadOnce(String adapter, Consumer<SamplerEndpoint> load) {
    synchronized (adapters) {
      if (!adapters.contains(adapter)) {
        load.accept(endpoint);
        adapters.add(adapter);
      }
    }
  }

  void close() {
    process.close();
  }
}
