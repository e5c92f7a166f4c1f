package dev.attune.platform.run;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.models.Models;
import dev.attune.protocol.DurableFiles;
import dev.attune.protocol.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The run directories: one a job, made ready for each of its trainers. */
final class RunFolders {
  private static final String TRAINING = "training.jsonl";
  private static final String VALIDATION = "validation.jsonl";

  private final Path root;
  private final StoredFiles files;
  private final Models models;
  private final JobSpecs specs;

  RunFolders(Path root, StoredFiles files, Models models, JobSpecs specs) {
    this.root = root;
    this.files = files;
    this.models = models;
    this.specs = specs;
  }

  RunDirectory of(String jobId) {
    return new RunDirectory(root.resolve(jobId));
  }

  /** The jobs that have a folder. */
  List<String> jobIds() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders.map(folder -> folder.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes the folder ready for a trainer of a job that was just claimed. It has links of its own to
   * the files, which may be deleted while the job runs.
   */
  void prepare(Job job) {
    RunDirectory run = of(job.id());
    try {
      Files.createDirectories(run.root());
      Path training = link(run, TRAINING, job, job.order().trainingFile());
      String validationFile = job.order().validationFile();
      Optional<Path> validation =
          validationFile == null
              ? Optional.empty()
              : Optional.of(link(run, VALIDATION, job, validationFile));
      run.prepare(
          specs.of(
              job,
              models.startingPoint(job.projectId(), job.order().model()),
              training,
              validation));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what only a trainer needs; its log and reports stay. */
  void clear(String jobId) {
    Path run = of(jobId).root();
    try {
      DurableFiles.deleteTree(run.resolve("checkpoints"));
      Files.deleteIfExists(run.resolve(TRAINING));
      Files.deleteIfExists(run.resolve(VALIDATION));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path link(RunDirectory run, String name, Job job, String fileId) throws IOException {
    Path link = run.root().resolve(name);
    if (!Files.exists(link)) {
      StoredFile file =
          files
              .findForJob(job.projectId(), fileId)
              .orElseThrow(() ->
                  new PlatformException(
                      ErrorCode.INVALID_REQUEST,
                      null,
                      "The file %s was deleted before the job's turn came. Upload it again and create a new job."
                          .formatted(fileId)));
      TunedWeights.link(files.content(file), link);
    }
    return link;
  }
}
