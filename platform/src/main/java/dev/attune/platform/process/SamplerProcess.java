package dev.attune.platform.process;

import dev.attune.protocol.SamplerReport;
import dev.attune.protocol.SamplerSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A sampler as a child process. It ends with this process, since it lives on our end of its input.
 */
public final class SamplerProcess implements AutoCloseable {
  private static final String MAIN = "dev.attune.worker.SamplerMain";
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Process process;
  private final int port;

  private SamplerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a sampler and waits until it takes requests.
   *
   * @param log takes what it says of itself
   * @param listener hears how far it is
   * @throws IOException when it ends, or says nothing for too long
   */
  public static SamplerProcess start(
      WorkerCommand command, SamplerSpec spec, Path log, Consumer<SamplerReport.Loading> listener)
      throws IOException {
    Process process =
        command
            .process(MAIN, "1g", List.of())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      OutputStream in = process.getOutputStream();
      in.write(spec.toLine().getBytes(StandardCharsets.UTF_8));
      in.flush();
      return new SamplerProcess(process, port(process, listener));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** On the loopback address. */
  public int port() {
    return port;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static int port(Process process, Consumer<SamplerReport.Loading> listener)
      throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    while (true) {
      switch (SamplerReport.parse(nextLine(out))) {
        case SamplerReport.Loading loading -> listener.accept(loading);
        case SamplerReport.Ready(int port) -> {
          return port;
        }
      }
    }
  }

  private static String nextLine(BufferedReader out) throws IOException {
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> readInto(line, out));
    try {
      return line.get(LONGEST_SILENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the sampler started", e);
    } catch (TimeoutException e) {
      throw new IOException(
          "The sampler said nothing for %d s".formatted(LONGEST_SILENCE.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IOException("The sampler ended while it started", e);
    }
  }

  private static void readInto(CompletableFuture<String> line, BufferedReader out) {
    try {
      String read = out.readLine();
      if (read == null) {
        line.completeExceptionally(new IOException("end of output"));
      } else {
        line.complete(read);
      }
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }
}
