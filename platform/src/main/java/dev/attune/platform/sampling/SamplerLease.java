package dev.attune.platform.sampling;

import java.util.function.Consumer;

/** The right to ask a sampler; while someone holds one it is not unloaded. */
public final class SamplerLease implements AutoCloseable {
  private final LoadedSampler sampler;
  private final Runnable giveBack;
  private boolean closed;

  SamplerLease(LoadedSampler sampler, Runnable giveBack) {
    this.sampler = sampler;
    this.giveBack = giveBack;
  }

  public SamplerEndpoint endpoint() {
    return sampler.endpoint();
  }

  /** Runs {@code load}, unless it was done for this adapter since the sampler started. */
  public void loadOnce(String adapter, Consumer<SamplerEndpoint> load) {
    sampler.loadOnce(adapter, load);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      giveBack.run();
    }
  }
}
