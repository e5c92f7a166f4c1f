/** Placeholder. */
@NullMarked
package dev.attune.data.example;

import org.jspecify.annotations.NullMarked;
