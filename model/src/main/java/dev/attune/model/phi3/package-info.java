/**
 * Phi-3 and Phi-4-mini: Llama's layer with queries, keys and values as one matrix, gate and up as
 * another, and rotations stretched by LongRoPE (https://arxiv.org/abs/2404.14219).
 */
@NullMarked
package dev.attune.model.phi3;

import org.jspecify.annotations.NullMarked;
