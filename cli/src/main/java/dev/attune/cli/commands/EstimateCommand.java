package dev.attune.cli.commands;

import com.openai.client.OpenAIClient;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Terminal;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.finetuning.JobEstimate;
import dev.attune.wire.json.WireJson;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a job would need. */
@Command(
    name = "estimate",
    description = "Say whether a job would fit and how long it would take; exit code 1 if not.",
    mixinStandardHelpOptions = true)
public final class EstimateCommand implements Callable<Integer> {
  private static final String PATH = "/attune/v1/estimate";

  private final Session session;
  @Mixin private JobOptions options;

  public EstimateCommand(Session session) {
    this.session = session;
    this.options = new JobOptions();
  }

  @Override
  public Integer call() {
    OpenAIClient client = session.client();
    String answer = JobDraft.ask(session, client, PATH, options.request(session, client));
    JobEstimate estimate = WireJson.mapper().readValue(answer, JobEstimate.class);
    if (session.json()) {
      session.terminal().print(answer);
    } else {
      print(estimate, session.terminal());
    }
    return estimate.fits() ? 0 : 1;
  }

  private static void print(JobEstimate estimate, Terminal terminal) {
    JobEstimate.Memory memory = estimate.memory();
    terminal.print(
        "%s: %s of %s that jobs may have"
            .formatted(
                estimate.fits() ? "Fits" : "Does not fit",
                Sizes.bytes(memory.bytes()),
                Sizes.bytes(memory.availableBytes())));
    terminal.print(
        "  weights %s, optimizer %s, activations %s, program %s"
            .formatted(
                Sizes.bytes(memory.weightsBytes()),
                Sizes.bytes(memory.optimizerBytes()),
                Sizes.bytes(memory.activationsBytes()),
                Sizes.bytes(memory.processBytes())));
    terminal.print(
        "  micro-batches of %,d tokens%s"
            .formatted(
                memory.microBatchTokens(),
                memory.recomputesLayers() ? ", layers computed again on the way back" : ""));
    terminal.print(
        "%,d examples, %,d tokens, %,d steps: about %s"
            .formatted(
                estimate.data().examples(),
                estimate.data().tokens(),
                estimate.steps(),
                Times.span(Duration.ofMillis((long) (estimate.seconds() * 1000)))));
    estimate.warnings().forEach(warning -> terminal.print("Warning: " + warning));
  }
}
