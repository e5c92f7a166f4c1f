/**
 * What families are built from: the frame of a decoder-only model, its sizes, and the reading of
 * {@code config.json}. It knows no family and reads no weights. Read {@link
 * dev.attune.model.decoder.CausalLm} first.
 */
@NullMarked
package dev.attune.model.decoder;

import org.jspecify.annotations.NullMarked;
