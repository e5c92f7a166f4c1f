/**
 * Qwen3, dense: Llama's layer with a norm on every head of queries and keys
 * (https://arxiv.org/abs/2505.09388).
 */
@NullMarked
package dev.attune.model.qwen3;

import org.jspecify.annotations.NullMarked;
