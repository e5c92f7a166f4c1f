/**
 * The one root of everything that this module throws at its callers. It never knows a status code.
 * Read {@link dev.attune.platform.failure.PlatformException} first.
 */
@NullMarked
package dev.attune.platform.failure;

import org.jspecify.annotations.NullMarked;
