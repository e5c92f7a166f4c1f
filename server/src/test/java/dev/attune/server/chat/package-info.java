/** The parts of a chat one by one. */
@NullMarked
package dev.attune.server.chat;

import org.jspecify.annotations.NullMarked;
