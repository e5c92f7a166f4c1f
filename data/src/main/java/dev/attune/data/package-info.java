/** Placeholder. */
@NullMarked
package dev.attune.data;

import org.jspecify.annotations.NullMarked;
