/**
 * Mistral: Llama's layer with attention over a sliding window (https://arxiv.org/abs/2310.06825).
 */
@NullMarked
package dev.attune.model.mistral;

import org.jspecify.annotations.NullMarked;
