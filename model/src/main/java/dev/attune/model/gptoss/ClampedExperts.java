package dev.attune.model.gptoss;

import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Parameters;

/**
 * The weights of all experts of a layer, which are published together. Matrices stand the other way
 * round than those of linear modules: y = x·W + b.
 *
 * @param gateUp (experts, hidden, 2·intermediate), gate and up taking turns
 * @param gateUpBias (experts, 2·intermediate)
 * @param down (experts, intermediate, hidden)
 * @param downBias (experts, hidden)
 */
record ClampedExperts(Parameter gateUp, Parameter gateUpBias, Parameter down, Parameter downBias) {

  static ClampedExperts declare(Parameters block, long experts, long hidden, long inner) {
    return new ClampedExperts(
        block.declare("gate_up_proj", experts, hidden, 2 * inner),
        block.declare("gate_up_proj_bias", experts, 2 * inner),
        block.declare("down_proj", experts, inner, hidden),
        block.declare("down_proj_bias", experts, hidden));
  }
}
