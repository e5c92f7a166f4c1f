/** Placeholder. */
@NullMarked
package dev.attune.training;

import org.jspecify.annotations.NullMarked;
