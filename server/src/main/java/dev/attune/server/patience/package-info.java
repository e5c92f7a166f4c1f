/** When other servers want to be asked again. It never waits itself. */
@NullMarked
package dev.attune.server.patience;

import org.jspecify.annotations.NullMarked;
