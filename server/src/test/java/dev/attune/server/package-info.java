/** The server as its clients and its operator see it. */
@NullMarked
package dev.attune.server;

import org.jspecify.annotations.NullMarked;
