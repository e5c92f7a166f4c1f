package dev.attune.cli.completion;

import dev.attune.cli.session.Session;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The script for one shell. */
@Command(
    name = "completion",
    description = "Print a script that makes a shell complete attune's commands and options.",
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Runnable {
  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell = Shell.bash;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Session session;

  public CompletionCommand(Session session) {
    this.session = session;
  }

  /** As they are typed. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    session
        .terminal()
        .print(
            switch (shell) {
              case bash, zsh -> AutoComplete.bash(spec.root().name(), root); // knows both by itself
              case fish -> FishScript.of(spec.root());
            });
  }
}
