package dev.attune.platform.sampling;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.protocol.SamplerReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A model on its way into memory, and what becomes of it. */
final class Load {
  private static final Duration BETWEEN = Duration.ofMillis(300);

  private final CompletableFuture<LoadedSampler> sampler = new CompletableFuture<>();
  private volatile SamplerReport.@Nullable Loading newest;

  void report(SamplerReport.Loading loading) {
    newest = loading;
  }

  void complete(LoadedSampler loaded) {
    sampler.complete(loaded);
  }

  void fail(PlatformException why) {
    sampler.completeExceptionally(why);
  }

  /** Empty until it is loaded, and when that failed. */
  Optional<LoadedSampler> ready() {
    return sampler.state() == CompletableFuture.State.SUCCESS
        ? Optional.of(sampler.resultNow())
        : Optional.empty();
  }

  boolean isDead() {
    return ready().filter(it -> !it.isAlive()).isPresent();
  }

  /** Waits for it. */
  LoadedSampler await() {
    try {
      return sampler.join();
    } catch (CompletionException e) {
      throw reason(e);
    }
  }

  /** Waits and tells. */
  void await(LoadListener listener) {
    while (!isDone()) {
      SamplerReport.Loading loading = newest;
      if (loading != null) {
        listener.loaded(loading.done(), loading.total());
      }
    }
  }

  private boolean isDone() {
    try {
      sampler.get(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException e) {
      throw reason(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException(ErrorCode.SAMPLER_UNAVAILABLE, null, "The server is stopping.");
    }
  }

  /** A new one each time, since several threads throw it. */
  private static PlatformException reason(Exception failure) {
    return failure.getCause() instanceof PlatformException known
        ? new PlatformException(known.code(), String.valueOf(known.getMessage()), known)
        : new PlatformException(
            ErrorCode.SAMPLER_UNAVAILABLE, "The model could not be loaded.", failure);
  }
}
