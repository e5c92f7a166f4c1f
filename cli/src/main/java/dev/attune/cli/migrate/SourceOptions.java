package dev.attune.cli.migrate;

import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Where to read from: an account, or what was saved of it. */
final class SourceOptions {
  private static final String KEY = "OPENAI_API_KEY";

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "Read from this API, such as https://api.openai.com/v1, with the key in OPENAI_API_KEY.")
  private @Nullable String from;

  @Option(
      names = "--from-key-file",
      paramLabel = "FILE",
      description = "File with the key for --from, instead of OPENAI_API_KEY.")
  private @Nullable Path keyFile;

  @Option(
      names = "--jobs",
      paramLabel = "FILE",
      description = "Saved answers to GET /v1/fine_tuning/jobs; may be given again.")
  private List<Path> jobs = List.of();

  @Option(
      names = "--files",
      paramLabel = "FILE",
      description = "Saved answers to GET /v1/files, for names and sizes; may be given again.")
  private List<Path> files = List.of();

  @Option(
      names = "--files-dir",
      paramLabel = "DIR",
      description =
          "With --jobs: folder of the files, each called by its id or its name. Default: here.")
  private Path folder = Path.of("");

  Source source(Session session) {
    if ((from == null) == jobs.isEmpty()) {
      throw CliException.usage("Say where to read from: either --from URL, or --jobs FILE");
    }
    return from == null ? saved(session) : new ApiSource(from, key(session));
  }

  private Source saved(Session session) {
    List<OldJob> oldJobs = objects(session, jobs).map(OldJob::read).toList();
    if (oldJobs.isEmpty()) {
      throw CliException.usage("There are no jobs in %s".formatted(jobs.getFirst()));
    }
    return new FolderSource(
        oldJobs, objects(session, files).map(OldFile::read).toList(), session.path(folder));
  }

  /** Each object once, though pages may overlap. */
  private static Stream<JsonNode> objects(Session session, List<Path> pages) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    pages.stream()
        .flatMap(page -> ListedJson.in(session.path(page)).stream())
        .forEach(object -> byId.putIfAbsent(ListedJson.text(object, "id").orElseThrow(), object));
    return byId.values().stream();
  }

  private String key(Session session) {
    return Optional.ofNullable(keyFile)
        .map(file -> read(session.path(file)))
        .or(() -> session.host().variable(KEY))
        .orElseThrow(() ->
            CliException.usage(
                "No key for %s. Set %s, or name a file with --from-key-file".formatted(from, KEY)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw CliException.usage("%s cannot be read (%s)".formatted(file, e.getMessage()));
    }
  }
}
