/**
 * OLMo 2: norms behind attention and MLP instead of before them, and one over all queries and one
 * over all keys of a token (https://arxiv.org/abs/2501.00656).
 */
@NullMarked
package dev.attune.model.olmo2;

import org.jspecify.annotations.NullMarked;
