/** Models as a client sees them in a list. It never knows how one computes. */
@NullMarked
package dev.attune.wire.models;

import org.jspecify.annotations.NullMarked;
