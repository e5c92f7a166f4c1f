/**
 * {@code attune backup} and {@code attune restore}: says what the server's part does with the data
 * directory. It never reads the directory itself.
 */
@NullMarked
package dev.attune.cli.backup;

import org.jspecify.annotations.NullMarked;
