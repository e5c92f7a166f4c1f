/** Placeholder. */
@NullMarked
package dev.attune.wire;

import org.jspecify.annotations.NullMarked;
