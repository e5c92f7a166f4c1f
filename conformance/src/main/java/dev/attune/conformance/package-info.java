/** Placeholder. */
@NullMarked
package dev.attune.conformance;

import org.jspecify.annotations.NullMarked;
