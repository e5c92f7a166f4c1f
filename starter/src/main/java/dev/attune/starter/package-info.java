/** Placeholder. */
@NullMarked
package dev.attune.starter;

import org.jspecify.annotations.NullMarked;
