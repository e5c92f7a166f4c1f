/**
 * Qwen3 with experts: Qwen3's layer with a mixture of many small experts in place of the MLP
 * (https://arxiv.org/abs/2505.09388).
 */
@NullMarked
package dev.attune.model.qwen3moe;

import org.jspecify.annotations.NullMarked;
