/** Placeholder. */
@NullMarked
package dev.attune.platform;

import org.jspecify.annotations.NullMarked;
