/**
 * Gemma 3, text: five layers with a sliding window to one that sees all, each kind with a rotation
 * of its own, and norms on queries and keys (https://arxiv.org/abs/2503.19786).
 */
@NullMarked
package dev.attune.model.gemma3;

import org.jspecify.annotations.NullMarked;
