/**
 * A conversation at a keyboard: what is typed, who answers it, and what is kept of it. It never
 * runs where a program writes the input. Read {@link dev.attune.cli.chat.Chat} first.
 */
@NullMarked
package dev.attune.cli.chat;

import org.jspecify.annotations.NullMarked;
