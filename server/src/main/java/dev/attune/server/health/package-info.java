/** Whether the server takes requests. It never says anything of what it keeps. */
@NullMarked
package dev.attune.server.health;

import org.jspecify.annotations.NullMarked;
