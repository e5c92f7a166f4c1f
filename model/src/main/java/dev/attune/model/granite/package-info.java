/**
 * Granite 3: Llama's layer with four multipliers, of embeddings, scores, branches and logits
 * (https://arxiv.org/abs/2405.04324, https://arxiv.org/abs/2203.03466).
 */
@NullMarked
package dev.attune.model.granite;

import org.jspecify.annotations.NullMarked;
