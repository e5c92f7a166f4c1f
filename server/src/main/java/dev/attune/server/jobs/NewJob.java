package dev.attune.server.jobs;

import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.JobOrder;
import dev.attune.platform.jobs.MetadataFilter;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.models.TunedModel.Tuning;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.finetuning.AttuneOptions;
import dev.attune.wire.finetuning.AutoOr;
import dev.attune.wire.finetuning.CreateFineTuningJob;
import dev.attune.wire.finetuning.Integration;
import dev.attune.wire.finetuning.Method;
import dev.attune.wire.metadata.Metadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request for a job in the platform's words. */
record NewJob(JobOrder order, Hyperparameters hyperparameters, TuningOptions options) {

  static NewJob of(CreateFineTuningJob request) {
    return new NewJob(order(request), hyperparameters(request.method()), options(request.attune()));
  }

  static MetadataFilter filter(dev.attune.wire.metadata.MetadataFilter filter) {
    return switch (filter) {
      case dev.attune.wire.metadata.MetadataFilter.Any _ -> new MetadataFilter.Any();
      case dev.attune.wire.metadata.MetadataFilter.None _ -> new MetadataFilter.None();
      case dev.attune.wire.metadata.MetadataFilter.Matching(var pairs) ->
          new MetadataFilter.Matching(pairs);
    };
  }

  private static JobOrder order(CreateFineTuningJob request) {
    return new JobOrder(
        method(request.method()),
        request.model(),
        request.trainingFile(),
        request.validationFile(),
        request.suffix(),
        request.seed(),
        request.integrations().stream().map(NewJob::tracking).toList(),
        Optional.ofNullable(request.metadata()).map(Metadata::pairs).orElse(null));
  }

  private static Tracking tracking(Integration integration) {
    Integration.Wandb wandb = integration.wandb();
    return new Tracking.Wandb(wandb.project(), wandb.name(), wandb.entity(), wandb.tags());
  }

  private static dev.attune.platform.jobs.Method method(Method method) {
    return switch (method) {
      case Method.Supervised _ -> dev.attune.platform.jobs.Method.SUPERVISED;
      case Method.Dpo _ -> dev.attune.platform.jobs.Method.DPO;
      case Method.Reinforcement _ ->
          throw ApiError.badRequest(
                  "unsupported_value",
                  "method.type",
                  "The method 'reinforcement' is not available yet. This server trains with 'supervised' and 'dpo'.")
              .toException();
    };
  }

  private static Hyperparameters hyperparameters(Method method) {
    var numbers = method.hyperparameters();
    return new Hyperparameters(
        picked(numbers.epochs()),
        picked(numbers.batchSize()),
        picked(numbers.learningRateMultiplier()),
        method instanceof Method.Dpo(_, AutoOr<Double> beta) ? picked(beta) : null);
  }

  private static <T> @Nullable T picked(AutoOr<T> value) {
    return switch (value) {
      case AutoOr.Auto<T> _ -> null;
      case AutoOr.Value<T>(T picked) -> picked;
    };
  }

  private static TuningOptions options(AttuneOptions options) {
    return new TuningOptions(
        options.tuning() == null ? null : Tuning.valueOf(options.tuning().name()),
        options.rank(),
        options.alpha(),
        options.dropout(),
        options.targetModules(),
        options.useRslora(),
        options.learningRate(),
        options.schedule() == null
            ? null
            : TuningOptions.Schedule.valueOf(options.schedule().name()),
        options.warmupRatio(),
        options.maxSequenceLength(),
        options.packing(),
        options.device(),
        null);
  }
}
