package dev.attune.server.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file on its way from the hub to its place. */
final class Download {
  private static final int BUFFER = 64 << 10;

  private final HubClient client;
  private final Patience patience;
  private final Source source;
  private final Path target;
  private final PullProgress progress;
  private volatile long done;

  /**
   * Where a file comes from.
   *
   * @param path below the hub's endpoint
   * @param page where a person finds the repository
   */
  record Source(RemoteFile file, String path, String page) {}

  Download(HubClient client, Patience patience, Source source, Path target, PullProgress progress) {
    this.client = client;
    this.patience = patience;
    this.source = source;
    this.target = target;
    this.progress = progress;
  }

  /** Goes on from what is there, and ends when the whole file is in its place and proven. */
  void run() throws InterruptedException {
    if (isInPlace(source.file(), target)) {
      reached(source.file().size());
      return;
    }
    if (!patience.keepTrying(() -> done, this::attempt)) {
      throw HubErrors.damaged(source.file());
    }
  }

  /** A file under its final name was proven before. */
  static boolean isInPlace(RemoteFile file, Path target) {
    try {
      return Files.size(target) == file.size();
    } catch (IOException notThere) {
      return false;
    }
  }

  private boolean attempt() throws IOException, InterruptedException {
    try (PartFile part = PartFile.open(source.file(), target)) {
      reached(part.bytes());
      if (!part.isWhole()) {
        receive(part);
      }
      return part.settle(target);
    }
  }

  private void receive(PartFile part) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = client.get(source.path(), part.bytes());
    try (InputStream body = answer.body();
        SilenceWatch _ = new SilenceWatch(body, () -> done, patience.silence())) {
      switch (answer.statusCode()) {
        case 200 -> part.restart();
        case 206 -> checkStart(answer, part.bytes());
        case 416 -> {
          part.restart();
          throw new IOException("The hub has no such range");
        }
        default ->
            throw HubErrors.ofStatus(answer.statusCode(), source.file().name(), source.page());
      }
      copy(body, part);
    }
  }

  private static void checkStart(HttpResponse<InputStream> answer, long from) {
    String range = answer.headers().firstValue("content-range").orElse("");
    if (!range.startsWith("bytes %d-".formatted(from))) {
      throw HubErrors.odd("it sends another part of a file than was asked for");
    }
  }

  private void copy(InputStream body, PartFile part) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      if (!part.hasRoomFor(read)) {
        part.restart();
        throw HubErrors.damaged(source.file());
      }
      part.append(buffer, read);
      reached(part.bytes());
    }
    if (!part.isWhole()) {
      throw new IOException("The hub broke off after %,d bytes".formatted(part.bytes()));
    }
  }

  private void reached(long bytes) {
    done = bytes;
    progress.set(source.file(), bytes);
  }
}
