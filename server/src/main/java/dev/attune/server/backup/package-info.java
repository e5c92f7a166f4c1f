/**
 * The server's part of {@code attune backup} and {@code attune restore}, found by its name. It
 * starts no server and needs none.
 */
@NullMarked
package dev.attune.server.backup;

import org.jspecify.annotations.NullMarked;
