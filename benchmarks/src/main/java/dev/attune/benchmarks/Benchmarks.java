package dev.attune.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs measurements, each in a process of its own, and prints a table in Markdown for each. */
@Command(
    name = "benchmarks",
    description = "Measure, and print tables in Markdown.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Benchmarks implements Callable<Integer> {
  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Keeps models with random weights for the next time. Default: a new one.")
  private @Nullable Path folder;

  @Option(
      names = "--python",
      paramLabel = "CMD",
      description = "A Python with transformers and PEFT, to do the same beside.")
  private @Nullable String python;

  @Option(
      names = "--llama-bench",
      paramLabel = "CMD",
      description = "llama.cpp's llama-bench, to do the same beside.")
  private @Nullable String llamaBench;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Has banking77-train.jsonl and banking10-train.jsonl.")
  private @Nullable Path data;

  @Parameters(
      paramLabel = "SECTION",
      description = "Of ${COMPLETION-CANDIDATES}. Default: all of them.")
  private List<Section> sections = new ArrayList<>();

  private Benchmarks() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Benchmarks());
    System.exit(line.setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Setting setting = setting();
    System.out.printf(
        "Measured on %s with `bin/benchmarks`: %s, %d cores, JDK %s.%n%n",
        LocalDate.now(ZoneId.systemDefault()),
        Machine.processor(),
        setting.threads(),
        Runtime.version().feature());
    for (Section section : sections.isEmpty() ? List.of(Section.values()) : sections) {
      section.print(setting);
    }
    return 0;
  }

  private Setting setting() throws IOException {
    return new Setting(
        folder == null ? Files.createTempDirectory("bench") : folder.toAbsolutePath(),
        Runtime.getRuntime().availableProcessors(),
        Optional.ofNullable(python).map(Peer::of),
        Optional.ofNullable(llamaBench).map(Peer::of),
        Optional.ofNullable(data));
  }
}
