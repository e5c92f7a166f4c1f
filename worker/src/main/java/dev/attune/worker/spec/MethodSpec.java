package dev.attune.worker.spec;

import dev.attune.data.example.LineFormat;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.protocol.JobSpec;
import dev.attune.training.Objective;
import org.jspecify.annotations.Nullable;

/** How the examples of a run teach. */
public final class MethodSpec {
  private MethodSpec() {}

  /** What its files hold. */
  public static LineFormat format(JobSpec.Method method) {
    return switch (method) {
      case JobSpec.Method.Supervised _ -> LineFormat.SUPERVISED;
      case JobSpec.Method.Preference _ -> LineFormat.PREFERENCE;
    };
  }

  /** What it minimises; {@code start} is the adapter that it starts from, or null. */
  public static Objective objective(JobSpec.Method method, @Nullable LoraAdapter start) {
    return switch (method) {
      case JobSpec.Method.Supervised _ -> new Objective.NextToken();
      case JobSpec.Method.Preference(double beta) -> new Objective.Preference(beta, start);
    };
  }
}
