/**
 * Mixtral: Mistral's layer with a mixture of experts in place of the MLP
 * (https://arxiv.org/abs/2401.04088).
 */
@NullMarked
package dev.attune.model.mixtral;

import org.jspecify.annotations.NullMarked;
