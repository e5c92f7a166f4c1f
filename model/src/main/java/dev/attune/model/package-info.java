/**
 * Language models as architecture: from {@code config.json} to blocks, forward and backward. A
 * model here knows no text, no training loop and no sampling; it turns token ids into hidden states
 * and logits, and gradients of those into gradients of its parameters.
 *
 * <p>The blocks are in {@link dev.attune.model.layer}; each family has a package that reads like
 * its paper and one line in {@link dev.attune.model.Families}. Read {@link
 * dev.attune.model.decoder.CausalLm} first.
 */
@NullMarked
package dev.attune.model;

import org.jspecify.annotations.NullMarked;
