/** Pieces of lists. It never knows what is in a list. */
@NullMarked
package dev.attune.platform.page;

import org.jspecify.annotations.NullMarked;
