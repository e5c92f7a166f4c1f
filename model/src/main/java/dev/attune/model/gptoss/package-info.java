/**
 * gpt-oss: attention with learnt sinks, every second layer with a sliding window, and a mixture of
 * experts whose gate is clamped (https://arxiv.org/abs/2508.10925).
 */
@NullMarked
package dev.attune.model.gptoss;

import org.jspecify.annotations.NullMarked;
