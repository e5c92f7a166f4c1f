/**
 * Qwen2 and Qwen2.5: Llama's layer with biases on queries, keys and values
 * (https://arxiv.org/abs/2407.10671).
 */
@NullMarked
package dev.attune.model.qwen2;

import org.jspecify.annotations.NullMarked;
