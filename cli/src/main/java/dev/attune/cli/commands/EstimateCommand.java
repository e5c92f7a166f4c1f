package dev.attune.cli.commands;

import com.openai.client.OpenAIClient;
import com.openai.models.finetuning.jobs.JobCreateParams;
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
    JobDraft draft = new JobDraft(session, client, PATH);
    JobCreateParams request = options.request(session, client);
    return (session.json() ? raw(draft, request) : told(draft, request)).fits() ? 0 : 1;
  }

  private JobEstimate raw(JobDraft draft, JobCreateParams request) {
    String answer = draft.ask(request);
    session.terminal().print(answer);
    return WireJson.mapper().readValue(answer, JobEstimate.class);
  }

  private JobEstimate told(JobDraft draft, JobCreateParams request) {
    JobEstimate estimate = draft.estimate(request);
    print(estimate, session.terminal());
    return estimate;
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
