package dev.attune.worker;

import dev.attune.model.decoder.ModelException;
import dev.attune.protocol.RunPlan;
import dev.attune.protocol.RunPlanRequest;
import dev.attune.torch.TorchException;
import dev.attune.worker.plan.Planning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Says what a run would need: reads a {@link RunPlanRequest} from standard input and prints one
 * line of {@link RunPlan}. It loads no native library unless it rehearses.
 */
public final class PlanMain {
  private PlanMain() {}

  /** Makes the plan. */
  public static void main(String[] arguments) throws IOException {
    String line = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    System.out.print(plan(RunPlanRequest.parse(line)).toLine());
    System.out.flush();
  }

  static RunPlan plan(RunPlanRequest request) {
    try {
      return new Planning(request).plan();
    } catch (ModelException | TorchException e) {
      return new RunPlan.Refused("invalid_model", String.valueOf(e.getMessage()));
    }
  }
}
