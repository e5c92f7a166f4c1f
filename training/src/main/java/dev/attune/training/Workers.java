package dev.attune.training;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.Footprint;
import dev.attune.model.layer.Gradients;
import dev.attune.model.layer.KeyValueMemory;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Pass;
import dev.attune.torch.Placement;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Torch;
import dev.attune.torch.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a training. Operators run on one thread each, so parallelism is over slices of the
 * batch. Results depend on the number of slices alone, not on how many threads share them.
 */
final class Workers implements AutoCloseable {
  private final CausalLm model;
  private final @Nullable LoraAdapter adapter;
  private final Objective objective;
  private final boolean recomputes;
  private final List<Workspace> workspaces = new ArrayList<>();
  private final ExecutorService threads;

  /** A worker for each of {@code slices}. */
  Workers(Trainee trainee, Placement placement, MemoryPlan memory, int slices, int threads) {
    this.model = trainee.model();
    this.adapter = trainee.adapter();
    this.objective = trainee.objective();
    this.recomputes = memory.recomputes();
    for (int i = 0; i < slices; i++) {
      Footprint size = memory.workspace();
      workspaces.add(new Workspace(placement, size.kept(), size.moment()));
    }
    this.threads =
        Executors.newFixedThreadPool(
            threads, task -> new Thread(() -> enterAndRun(task), "training"));
  }

  /**
   * Takes every slice forward and back.
   *
   * @param gradients where each slice adds its gradients
   * @param scale factor on the loss
   * @param seed of dropout in this step
   */
  LossSum train(List<List<MicroBatch>> slices, List<Gradients> gradients, double scale, long seed) {
    return sum(slice -> {
      LossSum sum = LossSum.ZERO;
      for (int i = 0; i < slices.get(slice).size(); i++) {
        long batchSeed = Seeds.mix(Seeds.mix(seed, slice), i);
        MicroBatch batch = slices.get(slice).get(i);
        sum = sum.plus(train(slice, batch, gradients.get(slice), scale, batchSeed));
      }
      return sum;
    });
  }

  /** The loss of every slice. */
  LossSum evaluate(List<List<MicroBatch>> slices) {
    return sum(slice ->
        slices.get(slice).stream()
            .map(batch -> evaluate(slice, batch))
            .reduce(LossSum.ZERO, LossSum::plus));
  }

  /** The memory of each slice. */
  List<Workspace> workspaces() {
    return workspaces;
  }

  /** Runs a task for each slice; results come in the order of the slices. */
  <T> List<T> forEachSlice(IntFunction<T> task) {
    List<Callable<T>> tasks = new ArrayList<>();
    for (int i = 0; i < workspaces.size(); i++) {
      int slice = i;
      tasks.add(() -> task.apply(slice));
    }
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The training was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    workspaces.forEach(Workspace::close);
  }

  private LossSum sum(IntFunction<LossSum> task) {
    return forEachSlice(task).stream().reduce(LossSum.ZERO, LossSum::plus);
  }

  private LossSum train(int slice, MicroBatch batch, Gradients gradients, double scale, long seed) {
    double[] reference = reference(slice, batch);
    Workspace workspace = workspaces.get(slice);
    Workspace.Mark mark = workspace.mark();
    try (TensorScope _ = new TensorScope()) {
      Pass pass = new Pass(batch.tokens(), workspace, options(batch, adapter, gradients, seed));
      CausalLm.Hidden hidden = model.forward(pass);
      Tensor gradient = pass.take(hidden.states().shape()).zero();
      VocabularyLoss loss = new VocabularyLoss(model.lmHead(), pass);
      LossSum sum =
          switch (objective) {
            case Objective.NextToken _ -> loss.train(batch, hidden.states(), gradient, scale);
            case Objective.Preference(double beta, _) ->
                new PreferenceLoss(beta, reference, loss)
                    .train(batch, hidden.states(), gradient, scale);
          };
      hidden.backward().run(gradient);
      return sum;
    } finally {
      workspace.release(mark);
    }
  }

  private LossSum evaluate(int slice, MicroBatch batch) {
    double[] reference = reference(slice, batch);
    return look(
        slice,
        batch,
        adapter,
        (hidden, loss) ->
            switch (objective) {
              case Objective.NextToken _ -> loss.evaluate(batch, hidden);
              case Objective.Preference(double beta, _) ->
                  new PreferenceLoss(beta, reference, loss).evaluate(batch, hidden);
            });
  }

  /** ln p of every sequence to the reference, where the objective has one. */
  private double[] reference(int slice, MicroBatch batch) {
    return switch (objective) {
      case Objective.NextToken _ -> new double[0];
      case Objective.Preference(_, LoraAdapter start) ->
          look(
              slice,
              batch,
              start,
              (hidden, loss) -> PreferenceLoss.logProbabilities(batch, hidden, loss));
    };
  }

  /** What comes of hidden states and their vocabulary loss, without a way back. */
  private <T> T look(
      int slice,
      MicroBatch batch,
      @Nullable LoraAdapter with,
      BiFunction<Tensor, VocabularyLoss, T> what) {
    Workspace workspace = workspaces.get(slice);
    Workspace.Mark mark = workspace.mark();
    try (TensorScope _ = new TensorScope()) {
      Pass pass = new Pass(batch.tokens(), workspace, options(batch, with, Gradients.NONE, 0));
      Tensor hidden = model.forward(pass).states();
      return what.apply(hidden, new VocabularyLoss(model.lmHead(), pass));
    } finally {
      workspace.release(mark);
    }
  }

  private Pass.Options options(
      MicroBatch batch, @Nullable LoraAdapter with, Gradients gradients, long seed) {
    List<Pass.AdapterRows> adapters =
        with == null ? List.of() : List.of(new Pass.AdapterRows(with, 0, batch.tokens().tokens()));
    return new Pass.Options(gradients, adapters, KeyValueMemory.NONE, seed, recomputes);
  }

  private static void enterAndRun(Runnable task) {
    Torch.enterThread();
    task.run();
  }
}
