package dev.attune.cli;

import com.openai.errors.OpenAIException;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.ServiceErrors;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a person reads when a command fails: one line on standard error. */
final class Failures {
  private Failures() {}

  static int usage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command
        .getErr()
        .println(
            "%s See '%s --help'."
                .formatted(
                    sentence(failure.getMessage()), command.getCommandSpec().qualifiedName()));
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    return CommandLine.ExitCode.USAGE;
  }

  static int execution(Exception failure, CommandLine command, ParseResult arguments)
      throws Exception {
    command.getErr().println(text(failure));
    return failure instanceof CliException cli ? cli.exitCode() : CommandLine.ExitCode.SOFTWARE;
  }

  private static String text(Exception failure) throws Exception {
    return switch (failure) {
      case CliException cli -> sentence(cli.getMessage());
      case OpenAIException api -> ServiceErrors.sentence(api);
      case UncheckedIOException io -> sentence(io.getMessage());
      default -> throw failure;
    };
  }

  private static String sentence(@Nullable String text) {
    String line = String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
    return line.endsWith(".") ? line : line + ".";
  }
}
