/** Organizations and projects: to whom everything belongs. It never checks who is asking. */
@NullMarked
package dev.attune.platform.owner;

import org.jspecify.annotations.NullMarked;
