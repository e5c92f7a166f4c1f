/**
 * Gemma 2: norms on both sides of every branch, every second layer with a sliding window, soft caps
 * on scores and logits (https://arxiv.org/abs/2408.00118).
 */
@NullMarked
package dev.attune.model.gemma2;

import org.jspecify.annotations.NullMarked;
