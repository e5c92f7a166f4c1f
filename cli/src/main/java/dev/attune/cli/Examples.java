package dev.attune.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the help of each command ends with: lines that work when their names are replaced. */
final class Examples {
  /** Each belongs to the command that its first words name. */
  static final List<String> LINES =
      """
      attune quickstart --exit
      attune serve --port 8080 --data-dir attune-data
      attune doctor --data-dir attune-data
      attune backup /backups/monday
      attune backup --verify /backups/monday
      attune restore /backups/monday --data-dir attune-data-again
      attune files upload train.jsonl
      attune files list --purpose fine-tune --limit 5
      attune files get file-abc123
      attune files delete file-abc123
      attune files content file-abc123 --output results.csv
      attune files check train.jsonl --model starter
      attune jobs create --model starter --training-file train.jsonl --watch
      attune jobs create --model starter --training-file file-abc123 --epochs 3 --attune rank=8
      attune jobs list --limit 5
      attune jobs get ftjob-abc123
      attune jobs watch ftjob-abc123
      attune jobs events ftjob-abc123 --limit 50
      attune jobs checkpoints ftjob-abc123
      attune jobs cancel ftjob-abc123
      attune jobs pause ftjob-abc123
      attune jobs resume ftjob-abc123
      attune estimate --model starter --training-file train.jsonl
      attune models list
      attune models get starter
      attune models add models/qwen --name qwen
      attune models pull Qwen/Qwen3-0.6B
      attune models remove qwen
      attune models export ft:starter:personal:tickets:abc123 --format gguf --to exported
      attune chat ft:starter:personal:tickets:abc123
      attune chat starter --message Hello --temperature 0
      attune keys create notebook
      attune keys list
      attune keys revoke key_abc123
      attune webhooks create https://example.com/hook --event fine_tuning.job.failed
      attune webhooks list
      attune webhooks delete webhook_abc123
      attune webhooks test webhook_abc123
      attune webhooks deliveries webhook_abc123
      attune migrate --jobs jobs.json --files files.json --files-dir files --map gpt-4o-mini-*=starter
      attune migrate --from https://api.openai.com/v1 --map gpt-4o-mini-*=starter --yes
      attune logs
      attune logs ftjob-abc123 --lines 20 --follow
      attune logs sampler
      attune completion bash > attune-completion.bash
      attune completion fish > attune.fish
      """
          .lines()
          .toList();

  private Examples() {}

  /** Also to all commands below, unless they say something there themselves. */
  static void addTo(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (spec.usageMessage().footer().length == 0 && spec.parent() != null) {
      spec.usageMessage().footer(footer(spec.qualifiedName()));
    }
    line.getSubcommands().values().forEach(Examples::addTo);
  }

  private static String[] footer(String command) {
    List<String> footer = new ArrayList<>(List.of("", "Examples:"));
    LINES.stream()
        .filter(example -> (example + " ").startsWith(command + " "))
        .map("  %s"::formatted)
        .forEach(footer::add);
    return footer.size() == 2 ? new String[0] : footer.toArray(String[]::new);
  }
}
