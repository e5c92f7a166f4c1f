/** Placeholder. */
@NullMarked
package dev.attune.inference;

import org.jspecify.annotations.NullMarked;
