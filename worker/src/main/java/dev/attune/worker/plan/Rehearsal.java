package dev.attune.worker.plan;

import dev.attune.data.example.EncodedExample;
import dev.attune.data.example.EncodedItem;
import dev.attune.data.example.EncodedPair;
import dev.attune.model.Adapters;
import dev.attune.model.Families;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.Parameter;
import dev.attune.protocol.JobSpec;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Torch;
import dev.attune.training.Lengths;
import dev.attune.training.MemoryNeed;
import dev.attune.training.StepTime;
import dev.attune.training.Trainee;
import dev.attune.training.TrainingPlan;
import dev.attune.worker.spec.AdapterSpec;
import dev.attune.worker.spec.MethodSpec;
import dev.attune.worker.spec.PlacementSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Measures how long a run will take, by some steps of it on this machine. The model is shortened to
 * one layer and to a few: what these add, each of the others adds too.
 */
final class Rehearsal {
  private static final int STEPS = 4;

  /** Against few layers more, the noise of a measurement would count many times. */
  private static final int MORE_LAYERS = 4;

  private final JobSpec spec;
  private final MemoryNeed need;
  private final Lengths lengths;
  private final double lossShare;
  private final Placement placement;

  /** Of a run; {@code lossShare} of its tokens carry loss. */
  Rehearsal(JobSpec spec, MemoryNeed need, Lengths lengths, double lossShare) {
    this.spec = spec;
    this.need = need;
    this.lengths = lengths;
    this.lossShare = lossShare;
    this.placement = PlacementSpec.of(spec.slot());
  }

  /** Seconds that each token takes when it is trained on. */
  double secondsPerToken() {
    Torch.enterThread();
    placement.device().open();
    ConfigJson config = ConfigJson.read(Path.of(spec.base().directory()));
    int layers = config.size("num_hidden_layers");
    double one = secondsPerToken(Families.build(config.withLayers(1)));
    if (layers == 1) {
      return one;
    }
    int more = Math.min(layers - 1, MORE_LAYERS);
    double several = secondsPerToken(Families.build(config.withLayers(1 + more)));
    return one + (layers - 1) * (several - one) / more;
  }

  private double secondsPerToken(CausalLm model) {
    try (TensorScope scope = new TensorScope()) {
      model.parameters().forEach(parameter -> bind(parameter, scope));
      StepTime time = new StepTime(trainee(model), placement, need.plan(), spec.packing());
      return time.secondsPerToken(plan(model.shape().vocabSize()), spec.slot().threads());
    }
  }

  private void bind(Parameter parameter, TensorScope scope) {
    long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
    Tensor value =
        Tensors.empty(placement.device(), placement.dtype(), shape)
            .uniform(-0.02, 0.02, RandomSource.on(placement.device(), 1));
    parameter.bind(scope.keep(value), value.rank() == 2 ? scope.keep(value.t()) : null);
  }

  private Trainee trainee(CausalLm model) {
    return switch (spec.tuning()) {
      case JobSpec.Tuning.Full _ -> new Trainee(model, null);
      case JobSpec.Tuning.Lora lora ->
          new Trainee(
              model,
              Adapters.create(model, AdapterSpec.config(lora, spec.base()), new RandomSource(1)),
              MethodSpec.objective(spec.method(), null));
    };
  }

  /** Random examples, as long as the first ones of the file. */
  private TrainingPlan plan(int vocabulary) {
    Random random = new Random(1);
    int batchSize = batchSize();
    List<EncodedItem> examples =
        lengths.training().stream()
            .limit((long) STEPS * batchSize)
            .map(length -> random.ints(length, 0, vocabulary).toArray())
            .map(this::item)
            .toList();
    return new TrainingPlan(examples, 1, batchSize, spec.seed());
  }

  /** The run's own, or as much as fills a micro-batch for each thread: more is only more of it. */
  private int batchSize() {
    long full = (long) spec.slot().threads() * need.plan().microBatchTokens();
    double usual = (double) lengths.trainingTokens() / lengths.training().size();
    return Math.clamp((long) Math.ceil(full / usual), 1, spec.optimization().batchSize());
  }

  private EncodedItem item(int[] tokens) {
    return switch (spec.method()) {
      case JobSpec.Method.Supervised _ -> example(tokens);
      case JobSpec.Method.Preference _ -> {
        int half = tokens.length / 2;
        yield new EncodedPair(
            example(Arrays.copyOf(tokens, half)),
            example(Arrays.copyOfRange(tokens, half, tokens.length)));
      }
    };
  }

  /** The tokens that carry loss are at the end, where answers are. */
  private EncodedExample example(int[] tokens) {
    boolean[] carriesLoss = new boolean[tokens.length];
    int prompt = (int) Math.round((1 - lossShare) * tokens.length);
    Arrays.fill(carriesLoss, prompt, tokens.length, true);
    return new EncodedExample(tokens, carriesLoss);
  }
}
