/** Placeholder. */
@NullMarked
package dev.attune.torch;

import org.jspecify.annotations.NullMarked;
