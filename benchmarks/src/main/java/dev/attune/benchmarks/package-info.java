/** Placeholder. */
@NullMarked
package dev.attune.benchmarks;

import org.jspecify.annotations.NullMarked;
