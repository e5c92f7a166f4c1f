/** The gates one by one. */
@NullMarked
package dev.attune.server.gate;

import org.jspecify.annotations.NullMarked;
