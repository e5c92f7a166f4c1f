package dev.attune.worker.plan;

import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.Families;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.Footprint;
import dev.attune.model.layer.Linear;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.RunPlan;
import dev.attune.protocol.RunPlanRequest;
import dev.attune.torch.DType;
import dev.attune.training.Lengths;
import dev.attune.training.MemoryNeed;
import dev.attune.training.MemoryPlan;
import dev.attune.training.Steps;
import dev.attune.worker.spec.PlacementSpec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Makes the plan of one run. */
public final class Planning {
  private final RunPlanRequest request;
  private final JobSpec spec;

  public Planning(RunPlanRequest request) {
    this.request = request;
    this.spec = request.spec();
  }

  /** Chooses the fastest way that fits, or says what the smallest would need. */
  public RunPlan.Made plan() {
    Path directory = Path.of(spec.base().directory());
    CausalLm model = Families.build(ConfigJson.read(directory));
    JobSpec.Optimization numbers = spec.optimization();
    Steps steps =
        new Steps(
            request.trainingLengths().size(), numbers.nEpochs(), numbers.batchSize(), spec.seed());
    Lengths lengths =
        new Lengths(request.trainingLengths(), request.validationLengths(), steps, spec.packing());
    long process = ProcessSize.bytes(lengths);
    MemoryNeed need =
        MemoryNeed.choose(
            subject(model), lengths, spec.slot().threads(), request.memoryBytes() - process);
    return new RunPlan.Made(
        memory(need.plan()),
        new RunPlan.Need(need.weights(), need.optimizer(), need.activations(), process),
        steps.total(),
        request.rehearses()
            ? new Rehearsal(spec, need, lengths, request.lossShare()).secondsPerToken()
            : null);
  }

  private MemoryNeed.Subject subject(CausalLm model) {
    DType dtype = PlacementSpec.dtype(spec.slot());
    return switch (spec.tuning()) {
      case JobSpec.Tuning.Full _ -> MemoryNeed.Subject.full(model, dtype);
      case JobSpec.Tuning.Lora lora -> {
        MemoryNeed.Subject subject = MemoryNeed.Subject.lora(model, adapter(model, lora), dtype);
        yield keepsStart() ? subject.besideStart() : subject;
      }
    };
  }

  private boolean keepsStart() {
    return switch (spec.method()) {
      case JobSpec.Method.Supervised _ -> false;
      case JobSpec.Method.Preference _ -> spec.base().adapter() != null;
    };
  }

  /** Rank and modules of an adapter that is gone on with are its own. */
  private Footprint.Adapter adapter(CausalLm model, JobSpec.Tuning.Lora lora) {
    int rank = lora.rank();
    List<String> modules = lora.targetModules();
    if (spec.base().adapter() != null) {
      AdapterConfig before = AdapterConfig.read(Path.of(spec.base().adapter()));
      rank = before.rank();
      modules = before.targetModules();
    }
    Set<Linear> targets = Collections.newSetFromMap(new IdentityHashMap<>());
    targets.addAll(Adapters.targets(model, modules));
    long ofTargets = rank;
    return new Footprint.Adapter(
        linear -> targets.contains(linear) ? ofTargets : 0, lora.dropout() > 0);
  }

  private static JobSpec.Memory memory(MemoryPlan plan) {
    return new JobSpec.Memory(
        plan.microBatchTokens(),
        plan.recomputes(),
        plan.workspace().kept(),
        plan.workspace().moment());
  }
}
