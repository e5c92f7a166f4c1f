package dev.attune.server.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options from the environment: {@code --data-dir} is {@code ATTUNE_DATA_DIR}. */
public final class EnvironmentSettings implements IDefaultValueProvider {
  private static final String PREFIX = "ATTUNE_";

  /** They are for the command line, the scripts around it and its clients. */
  private static final Set<String> OF_OTHERS =
      Set.of("ATTUNE_API_KEY", "ATTUNE_BASE_URL", "ATTUNE_SERVER_HEAP");

  private final Map<String, String> variables;

  public EnvironmentSettings(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  public static EnvironmentSettings ofThisProcess() {
    return new EnvironmentSettings(System.getenv());
  }

  /** The variable that stands for an option. */
  public static String variable(OptionSpec option) {
    return PREFIX
        + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && !option.usageHelp()
        ? variables.get(variable(option))
        : null;
  }

  /** A variable of ours that no option of {@code command} has; mostly a slip of the pen. */
  public Optional<String> findUnknown(CommandSpec command) {
    List<String> known = command.options().stream().map(EnvironmentSettings::variable).toList();
    return new TreeMap<>(variables)
        .keySet().stream()
            .filter(name -> name.startsWith(PREFIX))
            .filter(name -> !known.contains(name) && !OF_OTHERS.contains(name))
            .findFirst();
  }
}
