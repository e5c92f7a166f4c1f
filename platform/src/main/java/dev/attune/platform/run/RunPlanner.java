package dev.attune.platform.run;

import dev.attune.protocol.RunPlan;
import dev.attune.protocol.RunPlanRequest;

/** Finds out what a run would need. */
@FunctionalInterface
public interface RunPlanner {
  RunPlan plan(RunPlanRequest request);
}
