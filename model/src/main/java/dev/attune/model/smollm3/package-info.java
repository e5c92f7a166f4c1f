/**
 * SmolLM3: Llama's layer where every fourth layer is told no positions
 * (https://huggingface.co/blog/smollm3, https://arxiv.org/abs/2501.18795).
 */
@NullMarked
package dev.attune.model.smollm3;

import org.jspecify.annotations.NullMarked;
