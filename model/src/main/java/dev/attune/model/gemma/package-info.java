/**
 * Gemma: Llama's layer with a GELU, embeddings scaled by √hiddenSize and norms around one
 * (https://arxiv.org/abs/2403.08295).
 */
@NullMarked
package dev.attune.model.gemma;

import org.jspecify.annotations.NullMarked;
