/**
 * Chat completions: which sampler answers, and the way of a request to it and of the answer back.
 * Nothing here samples. Read {@link dev.attune.server.chat.ChatRelay} first.
 */
@NullMarked
package dev.attune.server.chat;

import org.jspecify.annotations.NullMarked;
