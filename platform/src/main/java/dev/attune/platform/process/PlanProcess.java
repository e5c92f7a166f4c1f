package dev.attune.platform.process;

import dev.attune.platform.jobs.RunPlanner;
import dev.attune.protocol.RunPlan;
import dev.attune.protocol.RunPlanRequest;
import java.util.List;

/** Plans a run by a worker program, since only workers know models. */
public final class PlanProcess implements RunPlanner {
  private static final String MAIN = "dev.attune.worker.PlanMain";
  private static final long LONGEST_SECONDS = 300;

  private final AskedWorker worker;

  public PlanProcess(WorkerCommand command) {
    this.worker = new AskedWorker(command, MAIN, "1g", LONGEST_SECONDS);
  }

  @Override
  public RunPlan plan(RunPlanRequest request) {
    return worker
        .ask(List.of(), request.toLine())
        .map(RunPlan::parse)
        .orElseGet(() ->
            new RunPlan.Refused(
                "planning_failed",
                "What the job needs could not be found out within %d seconds. Try again; if the model is very large, the machine may be too small for it."
                    .formatted(LONGEST_SECONDS)));
  }
}
