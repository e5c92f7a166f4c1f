package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/**
 * What a block computed.
 *
 * @param y the output, which may be changed in place by whoever asked for it
 * @param backward how gradients go back through it
 */
public record Forward(Tensor y, Backward backward) {}
