/**
 * The blocks that models are made of. Every block computes its forward pass and hands back, as a
 * {@link dev.attune.model.layer.Backward}, the backward pass that belongs to it, derived by hand
 * and written beside it.
 *
 * <p>A batch is ragged: the tokens of all sequences lie one behind the other in one matrix (tokens,
 * features) without any padding; only attention knows where a sequence begins. Blocks own no
 * activations: memory comes from the {@link dev.attune.model.layer.Pass}. Read {@link
 * dev.attune.model.layer.Linear} first.
 */
@NullMarked
package dev.attune.model.layer;

import org.jspecify.annotations.NullMarked;
