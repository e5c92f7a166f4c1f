/**
 * Whether an exported model is still the model that is served: both are asked the same, and their
 * logits and their likeliest texts are compared. Read {@link
 * dev.attune.worker.export.parity.Parity} first.
 */
@NullMarked
package dev.attune.worker.export.parity;

import org.jspecify.annotations.NullMarked;
