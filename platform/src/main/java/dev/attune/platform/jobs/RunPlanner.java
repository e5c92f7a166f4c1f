package dev.attune.platform.jobs;

import dev.attune.protocol.RunPlan;
import dev.attune.protocol.RunPlanRequest;

/** Finds out what a run would need. */
@FunctionalInterface
public interface RunPlanner {
  RunPlan plan(RunPlanRequest request);
}
