/**
 * What {@code attune doctor} says of a machine, and what the server's part tells the command. It
 * never looks at anything itself.
 */
@NullMarked
package dev.attune.wire.doctor;

import org.jspecify.annotations.NullMarked;
