package dev.attune.cli;

import dev.attune.cli.backup.BackupCommand;
import dev.attune.cli.backup.RestoreCommand;
import dev.attune.cli.commands.ChatCommand;
import dev.attune.cli.commands.EstimateCommand;
import dev.attune.cli.commands.FilesCommand;
import dev.attune.cli.commands.JobsCommand;
import dev.attune.cli.commands.KeysCommand;
import dev.attune.cli.commands.ModelsCommand;
import dev.attune.cli.commands.ServeCommand;
import dev.attune.cli.commands.WebhooksCommand;
import dev.attune.cli.completion.CompletionCommand;
import dev.attune.cli.doctor.DoctorCommand;
import dev.attune.cli.logs.LogsCommand;
import dev.attune.cli.migrate.MigrateCommand;
import dev.attune.cli.quickstart.ChildServer;
import dev.attune.cli.quickstart.QuickstartCommand;
import dev.attune.cli.quickstart.ServerLauncher;
import dev.attune.cli.session.Host;
import dev.attune.cli.session.Session;
import dev.attune.cli.session.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The root of all commands, and what they share. */
@Command(
    name = "attune",
    description = "The OpenAI fine-tuning platform on machines you own.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:Done.", "1:Refused or failed.", "2:Used in a wrong way."})
public final class AttuneCommand {
  @Mixin private final Settings settings = new Settings();

  /** The whole command, acting on {@code host}; its exit codes are 0, 1 and 2. */
  public static CommandLine commandLine(Host host) {
    return commandLine(host, ChildServer::launch);
  }

  static CommandLine commandLine(Host host, ServerLauncher launcher) {
    AttuneCommand root = new AttuneCommand();
    Session session = new Session(host, root.settings);
    CommandLine line = new CommandLine(root);
    line.addSubcommand(new QuickstartCommand(session, launcher));

    line.addSubcommand(new ServeCommand(host));
    line.addSubcommand(new DoctorCommand(session));
    line.addSubcommand(new BackupCommand(session));
    line.addSubcommand(new RestoreCommand(session));
    line.addSubcommand(new FilesCommand(session));
    line.addSubcommand(new JobsCommand(session));
    line.addSubcommand(new EstimateCommand(session));
    line.addSubcommand(new ModelsCommand(session));
    line.addSubcommand(new ChatCommand(session));
    line.addSubcommand(new KeysCommand(session));
    line.addSubcommand(new WebhooksCommand(session));
    line.addSubcommand(new MigrateCommand(session));
    line.addSubcommand(new LogsCommand(session));
    line.addSubcommand(new CompletionCommand(session));
    Examples.addTo(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(host.terminal().out()).setErr(host.terminal().err());
    line.setParameterExceptionHandler(Failures::usage);
    line.setExecutionExceptionHandler(Failures::execution);
    return line;
  }
}
