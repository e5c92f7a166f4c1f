/** Tests of {@code dev.attune.server.tracking}. */
@NullMarked
package dev.attune.server.tracking;

import org.jspecify.annotations.NullMarked;
