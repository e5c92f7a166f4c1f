package dev.attune.server.hub;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.files.Storage;
import dev.attune.protocol.DurableFiles;
import dev.attune.server.settings.HubSettings;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Repositories of a hub, copied to this machine: all of a model or, to be gone on with, a part. */
public final class Hub {
  private static final int AT_ONCE = 4;
  private static final int LARGEST_ANSWER = 8 << 20;

  private final HubClient client;
  private final Patience patience;
  private final Path data;
  private final Semaphore connections = new Semaphore(AT_ONCE);
  private final Set<String> beingPulled = ConcurrentHashMap.newKeySet();

  /** Keeps models in the folder {@code hub} of the data directory. */
  public Hub(HubSettings settings, Path data) {
    this(settings, Patience.USUAL, data);
  }

  Hub(HubSettings settings, Patience patience, Path data) {
    this.client = new HubClient(settings);
    this.patience = patience;
    this.data = data.toAbsolutePath().normalize();
  }

  /**
   * Takes a model's files, as they are at a branch, tag or commit. An interrupt breaks it off and
   * leaves what has come.
   *
   * @param repository such as {@code Qwen/Qwen3-0.6B}
   * @return the folder that has all of them
   */
  public Path pull(String repository, String revision, PullProgress progress)
      throws InterruptedException {
    String folder = repository.replace("/", "--");
    if (!beingPulled.add(folder.toLowerCase(Locale.ROOT))) {
      throw new PlatformException(
          ErrorCode.WRONG_STATE,
          "repository",
          "'%s' is being pulled already. Ask again when that is done.".formatted(repository));
    }
    try {
      Snapshot snapshot = patience.keepTrying(() -> 0, () -> snapshot(repository, revision));
      List<RemoteFile> files = Selection.of(repository, snapshot);
      Path target = create(folder, snapshot.commit());
      checkSpace(files, target);
      files.forEach(file -> progress.set(file, 0));
      String source = "/%s/resolve/%s/".formatted(repository, snapshot.commit());
      download(repository, source, files, target, progress);
      return target;
    } finally {
      beingPulled.remove(folder.toLowerCase(Locale.ROOT));
    }
  }

  private Snapshot snapshot(String repository, String revision)
      throws IOException, InterruptedException {
    String path =
        "/api/models/%s/revision/%s?blobs=true".formatted(repository, revision.replace("/", "%2F"));
    HttpResponse<InputStream> answer = client.get(path, 0);
    try (InputStream body = answer.body();
        SilenceWatch _ = new SilenceWatch(body, () -> 0, patience.silence())) {
      if (answer.statusCode() != 200) {
        throw HubErrors.ofStatus(
            answer.statusCode(),
            "'%s' in revision '%s'".formatted(repository, revision),
            client.page(repository));
      }
      byte[] json = body.readNBytes(LARGEST_ANSWER + 1);
      if (json.length > LARGEST_ANSWER) {
        throw HubErrors.odd("what it says of the repository is too long");
      }
      return Snapshot.parse(json);
    }
  }

  private void download(
      String repository, String source, List<RemoteFile> files, Path target, PullProgress progress)
      throws InterruptedException {
    List<Download> downloads =
        files.stream()
            .map(file ->
                new Download(
                    client,
                    patience,
                    new Download.Source(file, source + file.name(), client.page(repository)),
                    target.resolve(file.name()),
                    progress))
            .toList();
    downloads.getFirst().run();
    refuseCode(repository, target.resolve(Selection.CONFIG));
    runAll(downloads.subList(1, downloads.size()));
  }

  /** The first failure ends the others. */
  private void runAll(List<Download> downloads) throws InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      ExecutorCompletionService<Boolean> ended = new ExecutorCompletionService<>(executor);
      downloads.forEach(download -> ended.submit(() -> inTurn(download)));
      try {
        for (int i = 0; i < downloads.size(); i++) {
          ended.take().get();
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
      } finally {
        executor.shutdownNow();
      }
    }
  }

  private boolean inTurn(Download download) throws InterruptedException {
    connections.acquire();
    try {
      download.run();
      return true;
    } finally {
      connections.release();
    }
  }

  /** Code of a repository is never run, and without it such a model is another one. */
  private static void refuseCode(String repository, Path config) {
    JsonNode code;
    try {
      code = WireJson.mapper().readTree(Files.readAllBytes(config)).path("auto_map");
    } catch (JacksonException e) {
      throw PlatformException.invalid(
          "repository", "The config.json of '%s' is not JSON.".formatted(repository));
    } catch (IOException e) {
      throw Storage.failed(config, e);
    }
    if (!code.isMissingNode() && !code.isNull() && !code.isEmpty()) {
      throw PlatformException.invalid(
          "repository",
          "'%s' needs code of its own: its config.json has auto_map. Code of a repository is never run here; choose a model of a family that is built in."
              .formatted(repository));
    }
  }

  private static void checkSpace(List<RemoteFile> files, Path target) {
    long needed = 0;
    try {
      for (RemoteFile file : files) {
        Path place = target.resolve(file.name());
        if (!Download.isInPlace(file, place)) {
          Path part = PartFile.beside(place);
          long here = Files.exists(part) ? Math.min(Files.size(part), file.size()) : 0;
          needed = Math.addExact(needed, file.size() - here);
        }
      }
      long free = Files.getFileStore(target).getUsableSpace();
      if (needed > free) {
        throw new PlatformException(
            ErrorCode.STORAGE_FULL,
            null,
            "The model needs %,d bytes more, and the disk of the data directory has %,d. Free some space and try again."
                .formatted(needed, free));
      }
    } catch (IOException e) {
      throw Storage.failed(target, e);
    }
  }

  /** The names of new folders are made durable too: the database will name them. */
  private Path create(String folder, String commit) {
    Path models = data.resolve("hub");
    Path repository = models.resolve(folder);
    Path target = repository.resolve(commit);
    try {
      Files.createDirectories(target);
      for (Path parent : List.of(repository, models, data)) {
        DurableFiles.syncFolder(parent);
      }
      return target;
    } catch (IOException e) {
      throw Storage.failed(target, e);
    }
  }
}
