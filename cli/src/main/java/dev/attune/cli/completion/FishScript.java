package dev.attune.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What fish is told: which words follow which, and what each is for. */
final class FishScript {
  private final String program;
  private final List<String> lines = new ArrayList<>();

  private FishScript(String program) {
    this.program = program;
  }

  static String of(CommandSpec root) {
    FishScript script = new FishScript(root.name());
    script.line("-f");
    script.command(root, List.of());
    return String.join("\n", script.lines);
  }

  private void command(CommandSpec spec, List<String> path) {
    String here = condition(spec, path);
    for (CommandLine each : spec.subcommands().values()) {
      CommandSpec sub = each.getCommandSpec();
      line("-n %s -a %s -d %s".formatted(quoted(here), sub.name(), quoted(description(sub))));
    }
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> option(option, here));
    spec.positionalParameters().forEach(argument -> argument(argument, here));
    for (CommandLine each : spec.subcommands().values()) {
      List<String> further = new ArrayList<>(path);
      further.add(each.getCommandSpec().name());
      command(each.getCommandSpec(), further);
    }
  }

  private void argument(ArgSpec argument, String here) {
    if (isFile(argument)) {
      line("-n %s -F".formatted(quoted(here)));
    }
    String words = candidates(argument);
    if (!words.isEmpty()) {
      line("-n %s -a %s".formatted(quoted(here + "; and " + noneOf(words)), quoted(words)));
    }
  }

  private void option(OptionSpec option, String here) {
    String names =
        Arrays.stream(option.names())
            .map(name ->
                name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
            .collect(Collectors.joining(" "));
    line(
        "-n %s %s%s -d %s"
            .formatted(quoted(here), names, value(option), quoted(description(option))));
  }

  private static String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    String words = candidates(option);
    if (!words.isEmpty()) {
      return " -x -a " + quoted(words);
    }
    return isFile(option) ? " -r -F" : " -x";
  }

  private static String candidates(ArgSpec argument) {
    return argument.completionCandidates() == null
        ? ""
        : StreamSupport.stream(argument.completionCandidates().spliterator(), false)
            .collect(Collectors.joining(" "));
  }

  private static boolean isFile(ArgSpec argument) {
    return argument.type().equals(Path.class) || argument.paramLabel().contains("FILE");
  }

  /** True where the words of {@code path} were typed and none of what may follow. */
  private static String condition(CommandSpec spec, List<String> path) {
    List<String> conditions = new ArrayList<>();
    path.forEach(word -> conditions.add("__fish_seen_subcommand_from " + word));
    if (!spec.subcommands().isEmpty()) {
      // Not __fish_use_subcommand: the value of an option before it would pass for one.
      conditions.add(noneOf(String.join(" ", spec.subcommands().keySet())));
    }
    return String.join("; and ", conditions);
  }

  private static String noneOf(String words) {
    return "not __fish_seen_subcommand_from " + words;
  }

  private static String description(OptionSpec option) {
    return String.join(" ", option.description())
        .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()));
  }

  private static String description(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().description());
  }

  private void line(String text) {
    lines.add("complete -c %s %s".formatted(program, text));
  }

  private static String quoted(String text) {
    return "'%s'".formatted(text.replace("\\", "\\\\").replace("'", "\\'"));
  }
}
