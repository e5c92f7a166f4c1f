/**
 * Ways to stretch rotary embeddings over longer sequences than a model was first trained on, one
 * file each, with the numbers of transformers' {@code modeling_rope_utils}. None knows a
 * configuration file; {@link dev.attune.model.decoder.RopeConfig} reads those. Read {@link
 * dev.attune.model.rope.Frequencies} first.
 */
@NullMarked
package dev.attune.model.rope;

import org.jspecify.annotations.NullMarked;
