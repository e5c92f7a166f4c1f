package dev.attune.training;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of which something moves.
 *
 * @param adapter what moves, on a model that stays as it is; null where the whole model moves
 * @param objective what it moves for
 */
public record Trainee(CausalLm model, @Nullable LoraAdapter adapter, Objective objective) {
  /** One that learns to predict tokens. */
  public Trainee(CausalLm model, @Nullable LoraAdapter adapter) {
    this(model, adapter, new Objective.NextToken());
  }

  /** What moves, in order. */
  List<Parameter> parameters() {
    return adapter == null ? model.parameters() : adapter.parameters();
  }
}
