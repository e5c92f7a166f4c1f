/** Tests of pulls against a hub of their own. */
@NullMarked
package dev.attune.server.hub;

import org.jspecify.annotations.NullMarked;
