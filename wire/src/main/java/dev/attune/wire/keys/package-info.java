/** Attune's own routes for API keys. It never knows how a key is kept. */
@NullMarked
package dev.attune.wire.keys;

import org.jspecify.annotations.NullMarked;
